package dev.sluice.stream.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How many failures are borne within a sliding window of time. Thread-safe. */
public final class FailureBudget {

    private final int allowed;
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Deque<Long> failures = new ArrayDeque<>();

    public FailureBudget(int allowed, Duration window, LongSupplier nanoTime) {
        this.allowed = allowed;
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Counts a failure; false where it is one more than allowed within the window. */
    public synchronized boolean spend() {
        long now = nanoTime.getAsLong();
        while (!failures.isEmpty() && now - failures.peekFirst() >= windowNanos) {
            failures.removeFirst();
        }
        failures.addLast(now);
        return failures.size() <= allowed;
    }

    /** {@code 5 in 5 minutes}. */
    @Override
    public String toString() {
        return allowed + " in " + Duration.ofNanos(windowNanos).toMinutes() + " minutes";
    }
}
