package dev.sluice.stream.metrics;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What opens and what may: incidents of this process over the last days, and how many the budget allows for as many records.
 * Days are those of the clock, since this is looked at and never decided by. Thread-safe.
 */
final class Openings {

    private static final int DAYS = 3;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final Counter openedCount;
    private final Counter resolvedCount;
    private final Counter silencedCount;
    private final LongSupplier clock;
    private final double[] opened = new double[DAYS];
    private final double[] allowed = new double[DAYS];
    private long day;
    private int open;

    /** @param clock milliseconds since the epoch */
    Openings(Counter openedCount, Counter resolvedCount, Counter silencedCount, LongSupplier clock) {
        this.openedCount = openedCount;
        this.resolvedCount = resolvedCount;
        this.silencedCount = silencedCount;
        this.clock = clock;
        this.day = clock.getAsLong() / DAY_MS;
    }

    /** @param budget openings that the budget allows for the records since the last call */
    synchronized void add(int openings, int endings, int silences, double budget) {
        openedCount.increment(openings);
        resolvedCount.increment(endings);
        silencedCount.increment(silences);
        today();
        int slot = (int) (day % DAYS);
        opened[slot] += openings;
        allowed[slot] += budget;
    }

    /** Empties the days that are over, or that no record came on. */
    private void today() {
        long now = clock.getAsLong() / DAY_MS;
        for (long d = Math.max(day + 1, now - DAYS + 1); d <= now; d++) {
            opened[(int) (d % DAYS)] = 0;
            allowed[(int) (d % DAYS)] = 0;
        }
        day = Math.max(day, now);
    }

    synchronized void openChanged(int by) {
        open += by;
    }

    synchronized int open() {
        return open;
    }

    /** How many times as many incidents opened as the budget allows; 0 before the first record. */
    synchronized double timesBudget() {
        today();
        double all = Arrays.stream(allowed).sum();
        return all == 0 ? 0 : Arrays.stream(opened).sum() / all;
    }
}
