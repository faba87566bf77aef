package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
import dev.sluice.inference.RowKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Times short pieces of work in turns: a round is a heat of each, one after the other, so that a machine that grows slower
 * or faster meanwhile does so for all of them. Everything runs on the calling thread.
 */
final class Race {

    private final List<Lane> lanes = new ArrayList<>();
    private final int rounds;
    private final long heatNanos;

    /** A piece of work, done so many times; what it returns keeps the compiler from leaving the work out. */
    interface Lane {
        double run(int times);
    }

    /**
     * @param rounds that count; one more goes before, in which code is compiled
     * @param heatMillis least time of a heat
     */
    Race(int rounds, long heatMillis) {
        this.rounds = rounds;
        this.heatNanos = heatMillis * 1_000_000;
    }

    /** The next lane, counted from 0. */
    Race with(Lane lane) {
        lanes.add(lane);
        return this;
    }

    /** What each lane's work takes. */
    Times run() {
        awaitFastest();
        double[][] nanos = new double[lanes.size()][rounds];
        int[] batch = new int[lanes.size()];
        for (int l = 0; l < batch.length; l++) {
            batch[l] = batch(lanes.get(l));
        }
        for (int round = -1; round < rounds; round++) {
            for (int l = 0; l < batch.length; l++) {
                double heat = heat(lanes.get(l), batch[l]);
                if (round >= 0) {
                    nanos[l][round] = heat;
                }
            }
        }
        return new Times(nanos);
    }

    private static void awaitFastest() {
        try {
            RowKernel.awaitFastest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** So many times that looking at the clock does not count: about a millisecond's worth. */
    private static int batch(Lane lane) {
        int times = 1;
        while (times < 1 << 24) {
            long start = System.nanoTime();
            consume(lane.run(times));
            if (System.nanoTime() - start > 1_000_000) {
                return times;
            }
            times *= 2;
        }
        return times;
    }

    private double heat(Lane lane, int batch) {
        long count = 0;
        long start = System.nanoTime();
        long now = start;
        while (now - start < heatNanos) {
            consume(lane.run(batch));
            count += batch;
            now = System.nanoTime();
        }
        return (double) (now - start) / count;
    }

    private static void consume(double result) {
        if (Double.isNaN(result)) {
            throw new IllegalStateException("the work that is timed gives no number");
        }
    }

    /** Nanoseconds a piece of work, {@code [lanes][rounds]}. */
    static final class Times {
        private final double[][] nanos;

        Times(double[][] nanos) {
            this.nanos = nanos;
        }

        Summary micros(int lane) {
            double[] micros = new double[nanos[lane].length];
            for (int r = 0; r < micros.length; r++) {
                micros[r] = nanos[lane][r] / 1e3;
            }
            return new Summary(micros);
        }

        /** How many times as long as another lane's work a lane's takes, round by round. */
        Summary ratio(int lane, int other) {
            double[] ratios = new double[nanos[lane].length];
            for (int r = 0; r < ratios.length; r++) {
                ratios[r] = nanos[lane][r] / nanos[other][r];
            }
            return new Summary(ratios);
        }
    }
}
