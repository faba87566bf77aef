package dev.sluice.bench.peer;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Mean Euclidean distance to the nearest {@value #NEIGHBOURS} rows of the history, all of which it keeps. */
public final class NearestNeighbours implements Peer {

    static final int NEIGHBOURS = 5;

    @Override
    public String name() {
        return "5 nearest neighbours";
    }

    @Override
    public double[] score(float[][] train, float[][] test) {
        return IntStream.range(0, test.length)
                .parallel()
                .mapToDouble(i -> score(train, test[i]))
                .toArray();
    }

    private static double score(float[][] train, float[] row) {
        // Squared distances, ascending.
        double[] nearest = new double[Math.min(NEIGHBOURS, train.length)];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (float[] known : train) {
            double distance = squaredDistance(known, row, nearest[nearest.length - 1]);
            int at = nearest.length;
            while (at > 0 && distance < nearest[at - 1]) {
                at--;
            }
            if (at < nearest.length) {
                System.arraycopy(nearest, at, nearest, at + 1, nearest.length - at - 1);
                nearest[at] = distance;
            }
        }
        return Arrays.stream(nearest).map(Math::sqrt).average().orElseThrow();
    }

    /** Gives up, with what it has, once it is over the limit. */
    private static double squaredDistance(float[] a, float[] b, double limit) {
        double sum = 0;
        for (int from = 0; from < a.length && sum < limit; from += 8) {
            for (int c = from; c < Math.min(from + 8, a.length); c++) {
                double d = (double) a[c] - b[c];
                sum += d * d;
            }
        }
        return sum;
    }
}
