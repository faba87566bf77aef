package dev.sluice.cli.dashboard;

import java.util.Arrays;

/**
 * The latest scores of one entity in event time, thinned to the lowest and the highest of a stretch. Holds 16 bytes a
 * stretch, as many stretches as it is told, and forgets the oldest. Not thread-safe.
 */
final class ScoreSeries {

    private static final int FIRST = 16;

    private long[] start = new long[FIRST]; // [stretches]: when it began, ms since the epoch
    private float[] lowest = new float[FIRST];
    private float[] highest = new float[FIRST];
    private int oldest;
    private int size;

    /**
     * Takes in a score.
     *
     * @param timestamp ms since the epoch; one before the latest goes into the latest stretch, one before all of them
     *     begins anew, since the topic is being read again
     * @param resolution ms that share a stretch
     * @param capacity stretches at most
     */
    void add(long timestamp, float score, long resolution, int capacity) {
        if (size > 0 && timestamp < start[oldest]) {
            size = 0;
            oldest = 0;
        }
        if (size > 0 && timestamp < start[latest()] + resolution) {
            int at = latest();
            lowest[at] = Math.min(lowest[at], score);
            highest[at] = Math.max(highest[at], score);
            return;
        }
        if (size == start.length && size < capacity) {
            resize(Math.min(capacity, size * 2));
        }
        if (size == start.length) {
            oldest = (oldest + 1) % start.length;
            size--;
        }
        int at = (oldest + size) % start.length;
        start[at] = timestamp;
        lowest[at] = score;
        highest[at] = score;
        size++;
    }

    private int latest() {
        return (oldest + size - 1) % start.length;
    }

    /** Gives back what is beyond that many stretches. */
    void trim(int capacity) {
        if (start.length > capacity) {
            resize(capacity);
        }
    }

    private void resize(int capacity) {
        int kept = Math.min(size, capacity);
        long[] newStart = new long[capacity];
        float[] newLowest = new float[capacity];
        float[] newHighest = new float[capacity];
        for (int i = 0; i < kept; i++) {
            int from = (oldest + size - kept + i) % start.length;
            newStart[i] = start[from];
            newLowest[i] = lowest[from];
            newHighest[i] = highest[from];
        }
        start = newStart;
        lowest = newLowest;
        highest = newHighest;
        oldest = 0;
        size = kept;
    }

    int size() {
        return size;
    }

    /** Stretches there is room for: 16 bytes each. */
    int room() {
        return start.length;
    }

    /**
     * The series, thinned further to what a chart can show.
     *
     * @param points at most
     */
    Points thinned(int points) {
        int each = Math.max(1, (size + points - 1) / points);
        int n = (size + each - 1) / each;
        Points thinned = new Points(new long[n], new float[n], new float[n]);
        Arrays.fill(thinned.lowest, Float.POSITIVE_INFINITY);
        Arrays.fill(thinned.highest, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < size; i++) {
            int from = (oldest + i) % start.length;
            int to = i / each;
            if (i % each == 0) {
                thinned.start[to] = start[from];
            }
            thinned.lowest[to] = Math.min(thinned.lowest[to], lowest[from]);
            thinned.highest[to] = Math.max(thinned.highest[to], highest[from]);
        }
        return thinned;
    }

    /** A series as a chart takes it; all arrays have the same length. */
    static final class Points {
        final long[] start;
        final float[] lowest;
        final float[] highest;

        Points(long[] start, float[] lowest, float[] highest) {
            this.start = start;
            this.lowest = lowest;
            this.highest = highest;
        }
    }
}
