package dev.sluice.bench.peer;

import com.amazon.randomcutforest.RandomCutForest;

/** AWS Random Cut Forest with its defaults (50 trees of 256 rows), on standardized rows, single rows, one thread. */
public final class RandomCutForestPeer implements Peer {

    private static final int TREES = 50;
    private static final int SAMPLE = 256;

    private final long seed;

    public RandomCutForestPeer(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "Random Cut Forest";
    }

    @Override
    public double[] score(float[][] train, float[][] test) {
        RandomCutForest forest = fit(train);
        double[] scores = new double[test.length];
        for (int i = 0; i < test.length; i++) {
            scores[i] = forest.getAnomalyScore(test[i]);
        }
        return scores;
    }

    /**
     * Microseconds to score one row, learning nothing from it, over about half a second of passes.
     *
     * @param test {@code float[rows][columns]}, standardized
     */
    public double microsPerRecord(float[][] train, float[][] test) {
        RandomCutForest forest = fit(train);
        double sink = 0;
        for (int n = 0; n < 2_000; n++) {
            sink += forest.getAnomalyScore(test[n % test.length]);
        }
        int count = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < 500_000_000L) {
            for (int n = 0; n < 100; n++) {
                sink += forest.getAnomalyScore(test[(count + n) % test.length]);
            }
            count += 100;
        }
        double micros = (System.nanoTime() - start) / 1e3 / count;
        // The sum keeps the compiler from leaving the work out.
        return Double.isNaN(sink) ? Double.NaN : micros;
    }

    /** A forest that has seen these rows, standardized, and learns no more unless it is told to. */
    public RandomCutForest fit(float[][] train) {
        RandomCutForest forest = RandomCutForest.builder()
                .dimensions(train[0].length)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .randomSeed(seed)
                .parallelExecutionEnabled(false)
                .build();
        for (float[] row : train) {
            forest.update(row);
        }
        return forest;
    }
}
