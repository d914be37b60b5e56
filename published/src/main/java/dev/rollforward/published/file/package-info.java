/** Stores of the published sweep on a local file system. */
package dev.rollforward.published.file;
