/**
 * Tables as Lance datasets. {@link dev.rollforward.lance.LanceTableStore} is the way in; the other
 * public types are what it takes and returns. No argument and no result is ever null.
 */
package dev.rollforward.lance;
