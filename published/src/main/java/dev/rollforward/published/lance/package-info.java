/** What the published sweep does to Lance tables beyond the shipped adapter. */
package dev.rollforward.published.lance;
