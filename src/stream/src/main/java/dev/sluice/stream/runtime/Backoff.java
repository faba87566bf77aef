package dev.sluice.stream.runtime;

import java.time.Duration;

/** Waiting times between attempts: doubling from 100 ms to 1 s until {@link #reset}. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Duration next = FIRST;

    /** How long to wait now. */
    public Duration next() {
        Duration wait = next;
        next = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
        return wait;
    }

    /** An attempt succeeded. */
    public void reset() {
        next = FIRST;
    }
}
