package dev.sluice.cli.produce;

import java.time.Duration;
import java.time.Instant;

/**
 * Which timestamps records are given: evenly spaced ones, those in a column, or none, which makes it the time of sending.
 *
 * @param column null for none
 * @param start null for none
 * @param interval between one record and the next, where there is a start
 */
record RecordTimes(String column, Instant start, Duration interval) {

    static final RecordTimes OF_SENDING = new RecordTimes(null, null, null);

    /**
     * The time of a record that brings none of its own.
     *
     * @param index from 0
     */
    Long at(long index) {
        return start == null ? null : start.plus(interval.multipliedBy(index)).toEpochMilli();
    }
}
