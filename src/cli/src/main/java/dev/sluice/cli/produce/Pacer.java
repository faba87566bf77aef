package dev.sluice.cli.produce;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Holds a loop to a rate. Each turn has a deadline counted from the start, so that neither a slow turn nor an inexact
 * sleep makes the rate drift: what was late is caught up.
 */
public final class Pacer {

    private final double nanosPerTurn;
    private final LongSupplier clock;
    private final LongConsumer sleep;
    private final long start;
    private long turns;

    /** @param rate turns a second; 0 for as fast as possible */
    public static Pacer ofRate(double rate) {
        return new Pacer(rate, System::nanoTime, LockSupport::parkNanos);
    }

    Pacer(double rate, LongSupplier clock, LongConsumer sleep) {
        if (!(rate >= 0 && rate <= 1e9)) {
            throw new IllegalArgumentException("rate: expected records a second from 0 to 1e9, got " + rate);
        }
        this.nanosPerTurn = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
        this.clock = clock;
        this.sleep = sleep;
        this.start = clock.getAsLong();
    }

    /**
     * Waits until the next turn is due.
     *
     * @param stopped looked at whenever the thread is woken; ends the wait
     */
    public void awaitTurn(BooleanSupplier stopped) {
        long due = (long) (turns++ * nanosPerTurn);
        long left = due - (clock.getAsLong() - start);
        while (left > 0 && !stopped.getAsBoolean()) {
            sleep.accept(left);
            left = due - (clock.getAsLong() - start);
        }
    }
}
