package dev.sluice.cli.evaluate;

import java.util.stream.IntStream;

/**
 * Classifies a row as most of its nearest neighbours are, by Euclidean distance; of classes with equally many, as the
 * one whose neighbours are nearer. Compares with every row. Immutable.
 */
final class NearestNeighbours {

    private final int k;
    private final float[][] columns; // [d][n]
    private final int[] labels; // [n]
    private final int classes;

    /**
     * @param k 1 to n
     * @param rows {@code float[n][d]}
     * @param labels {@code int[n]}, 0 to classes - 1
     */
    NearestNeighbours(int k, float[][] rows, int[] labels, int classes) {
        if (k < 1 || k > rows.length) {
            throw new IllegalArgumentException(k + " neighbours of " + rows.length + " rows");
        }
        this.k = k;
        this.labels = labels;
        this.classes = classes;
        this.columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
    }

    /** {@code int[m]}: the class of each row. */
    int[] predict(float[][] rows) {
        return IntStream.range(0, rows.length)
                .parallel()
                .map(i -> predict(rows[i]))
                .toArray();
    }

    private int predict(float[] row) {
        float[] distances = new float[labels.length];
        for (int j = 0; j < columns.length; j++) {
            addSquares(row[j], columns[j], distances);
        }
        float[] nearest = new float[k]; // ascending
        int[] of = new int[k];
        int found = 0;
        for (int i = 0; i < distances.length; i++) {
            if (found == k && distances[i] >= nearest[k - 1]) {
                continue;
            }
            int at = found < k ? found++ : k - 1;
            while (at > 0 && nearest[at - 1] > distances[i]) {
                nearest[at] = nearest[at - 1];
                of[at] = of[at - 1];
                at--;
            }
            nearest[at] = distances[i];
            of[at] = labels[i];
        }
        return vote(nearest, of);
    }

    private static void addSquares(float x, float[] column, float[] distances) {
        for (int i = 0; i < distances.length; i++) {
            float difference = x - column[i];
            distances[i] += difference * difference;
        }
    }

    private int vote(float[] nearest, int[] of) {
        int[] votes = new int[classes];
        double[] sums = new double[classes];
        for (int n = 0; n < of.length; n++) {
            votes[of[n]]++;
            sums[of[n]] += Math.sqrt(nearest[n]);
        }
        int best = of[0];
        for (int c = 0; c < classes; c++) {
            if (votes[c] > votes[best] || (votes[c] == votes[best] && sums[c] < sums[best])) {
                best = c;
            }
        }
        return best;
    }
}
