package dev.rollforward.cli.report;

/**
 * A part of the page.
 *
 * @param id its anchor
 * @param title its heading, and what the contents call it
 * @param body what it shows
 */
record Section(String id, String title, Html body) {}
