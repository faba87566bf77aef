package dev.sluice.trainer.detection;

import dev.sluice.score.Codebook;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;

/**
 * Lloyd's k-means from k-means++ seeds (Arthur and Vassilvitskii 2007), over the values that rows have. The same rows
 * and seed give the same centroids.
 */
final class KMeans {
    private static final int ITERATIONS = 25;

    private KMeans() {}

    /**
     * @param rows at least one
     * @param chosen indexes of the rows to use, at least one
     * @param k how many centroids are wanted; there are fewer where there are fewer distinct rows
     * @throws CancellationException where the thread is interrupted
     */
    static Codebook fit(ScaledRows rows, int[] chosen, int k, long seed) {
        float[][] centroids = seeds(rows, chosen, k, new Random(seed));
        int[] assigned = new int[chosen.length];
        Arrays.fill(assigned, -1);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("clustering was interrupted");
            }
            int moved = assign(rows, chosen, new Codebook(centroids), assigned);
            if (moved == 0) {
                break;
            }
            centroids = means(rows, chosen, assigned, centroids);
        }
        return new Codebook(centroids);
    }

    /** Each next seed is a row, drawn with a probability proportional to its squared distance from the seeds so far. */
    private static float[][] seeds(ScaledRows rows, int[] chosen, int k, Random random) {
        float[][] seeds = new float[Math.min(k, chosen.length)][];
        double[] distances = new double[chosen.length];
        Arrays.fill(distances, Double.MAX_VALUE);
        int next = random.nextInt(chosen.length);
        for (int s = 0; s < seeds.length; s++) {
            seeds[s] = rows.values(chosen[next]).clone();
            approach(rows, chosen, seeds[s], distances);
            double sum = 0;
            for (double distance : distances) {
                sum += distance;
            }
            if (!(sum > 0)) {
                return Arrays.copyOf(seeds, s + 1);
            }
            double target = random.nextDouble() * sum;
            next = 0;
            for (double seen = distances[0]; seen <= target && next < chosen.length - 1; seen += distances[next]) {
                next++;
            }
        }
        return seeds;
    }

    /** Lowers each row's distance to that from one more centroid, where it is nearer. */
    private static void approach(ScaledRows rows, int[] chosen, float[] centroid, double[] distances) {
        int i = 0;
        if (rows.isComplete()) {
            // Additions wait for each other within a row: four rows at a time, each in its own order.
            for (; i < chosen.length - 3; i += 4) {
                float[] a = rows.values(chosen[i]);
                float[] b = rows.values(chosen[i + 1]);
                float[] c = rows.values(chosen[i + 2]);
                float[] d = rows.values(chosen[i + 3]);
                float sumA = 0;
                float sumB = 0;
                float sumC = 0;
                float sumD = 0;
                for (int j = 0; j < centroid.length; j++) {
                    float x = centroid[j];
                    sumA += (a[j] - x) * (a[j] - x);
                    sumB += (b[j] - x) * (b[j] - x);
                    sumC += (c[j] - x) * (c[j] - x);
                    sumD += (d[j] - x) * (d[j] - x);
                }
                distances[i] = Math.min(distances[i], sumA);
                distances[i + 1] = Math.min(distances[i + 1], sumB);
                distances[i + 2] = Math.min(distances[i + 2], sumC);
                distances[i + 3] = Math.min(distances[i + 3], sumD);
            }
        }
        for (; i < chosen.length; i++) {
            distances[i] = Math.min(distances[i], distance(rows, chosen[i], centroid));
        }
    }

    private static double distance(ScaledRows rows, int row, float[] centroid) {
        float[] x = rows.values(row);
        boolean[] present = rows.present(row);
        float sum = 0;
        for (int j = 0; j < x.length; j++) {
            float d = present[j] ? x[j] - centroid[j] : 0;
            sum += d * d;
        }
        return sum;
    }

    private static int assign(ScaledRows rows, int[] chosen, Codebook codebook, int[] assigned) {
        float[] scratch = codebook.newScratch();
        int moved = 0;
        for (int i = 0; i < chosen.length; i++) {
            int nearest = codebook.nearest(rows.values(chosen[i]), rows.present(chosen[i]), rows.isComplete(), scratch);
            if (nearest != assigned[i]) {
                assigned[i] = nearest;
                moved++;
            }
        }
        return moved;
    }

    /** The mean of each centroid's rows; where it has none with a value, the old one stays. */
    private static float[][] means(ScaledRows rows, int[] chosen, int[] assigned, float[][] old) {
        int columns = old[0].length;
        double[][] sums = new double[old.length][columns];
        int[][] counts = new int[old.length][columns];
        for (int i = 0; i < chosen.length; i++) {
            float[] x = rows.values(chosen[i]);
            boolean[] present = rows.present(chosen[i]);
            double[] sum = sums[assigned[i]];
            int[] count = counts[assigned[i]];
            for (int j = 0; j < columns; j++) {
                if (present[j]) {
                    sum[j] += x[j];
                    count[j]++;
                }
            }
        }
        float[][] means = new float[old.length][columns];
        for (int c = 0; c < old.length; c++) {
            for (int j = 0; j < columns; j++) {
                means[c][j] = counts[c][j] == 0 ? old[c][j] : (float) (sums[c][j] / counts[c][j]);
            }
        }
        return means;
    }
}
