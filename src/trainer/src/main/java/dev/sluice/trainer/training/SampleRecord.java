package dev.sluice.trainer.training;

/**
 * A record of the history as it is.
 *
 * @param entity null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are passed on
public record SampleRecord(byte[] entity, byte[] value) {}
