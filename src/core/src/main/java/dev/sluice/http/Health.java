package dev.sluice.http;

/**
 * What the probes answer.
 *
 * @param alive false after giving up: restart it
 * @param ready whether it does what it is there for
 * @param state in words: {@code ready: model 3}, or what is being waited for
 */
public record Health(boolean alive, boolean ready, String state) {}
