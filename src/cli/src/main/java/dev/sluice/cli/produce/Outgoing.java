package dev.sluice.cli.produce;

/**
 * A record to be sent.
 *
 * @param key null for none
 * @param value what is sent
 * @param timestamp milliseconds since the epoch; null for the time of sending
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Outgoing(byte[] key, byte[] value, Long timestamp) {}
