package dev.sluice.stream.http;

/**
 * What the probes answer.
 *
 * @param alive false after giving up: restart it
 * @param ready whether records are being scored
 * @param state in words: {@code ready: model 3}, or what is being waited for
 */
public record Health(boolean alive, boolean ready, String state) {}
