package dev.sluice.stream.feed;

/**
 * A model artifact or activation that was turned down.
 *
 * @param version model version; 0 where that could not be read
 * @param reason kind of reason, as in the meter: {@code digest}, {@code features} and the like
 * @param detail what is wrong, in one line
 */
public record Rejection(int version, String reason, String detail) {}
