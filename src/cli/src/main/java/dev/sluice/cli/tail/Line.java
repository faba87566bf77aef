package dev.sluice.cli.tail;

/**
 * A record as `tail` shows it.
 *
 * @param entity what it is about; null where it does not say
 * @param text one readable line
 * @param json one line of JSON
 * @param alarming whether somebody should look
 */
record Line(String entity, String text, String json, boolean alarming) {}
