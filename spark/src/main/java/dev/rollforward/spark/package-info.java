/**
 * Apache Spark writes tables of a group: executors stage the rows, and the transaction of the
 * driver commits them, over any number of tables at once. See docs/spark.md.
 */
package dev.rollforward.spark;
