package dev.sluice.trainer.detection;

import dev.sluice.score.Codebook;
import dev.sluice.trainer.engine.ScaledRows;

/** How closely a codebook's rows lie around each of its centroids. */
final class Scales {
    /** Rows of average distance that every centroid is credited with, so that one with few rows is not taken at its word. */
    private static final int PRIOR = 5;

    private Scales() {}

    /**
     * @param seen indexes of the rows the codebook was fitted on
     * @return {@code float[centroids]}: one over the root of the mean squared distance of a centroid's rows
     */
    static float[] inverse(ScaledRows rows, int[] seen, Codebook codebook) {
        double[] sums = new double[codebook.size()];
        int[] counts = new int[codebook.size()];
        float[] scratch = codebook.newScratch();
        double total = 0;
        for (int row : seen) {
            float[] x = rows.values(row);
            boolean[] present = rows.present(row);
            int nearest = codebook.nearest(x, present, rows.isComplete(), scratch);
            double distance = distance(x, present, codebook.centroid(nearest));
            sums[nearest] += distance;
            counts[nearest]++;
            total += distance;
        }
        double mean = total / seen.length;
        float[] inverse = new float[sums.length];
        for (int k = 0; k < inverse.length; k++) {
            double local = (sums[k] + PRIOR * mean) / (counts[k] + PRIOR) + 1e-9;
            inverse[k] = (float) (1 / Math.sqrt(local));
        }
        return inverse;
    }

    /** Squared distance over the values that are present, as if all were. */
    static double distance(float[] x, boolean[] present, float[] c) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < x.length; j++) {
            if (present[j]) {
                double d = (double) x[j] - c[j];
                sum += d * d;
                count++;
            }
        }
        return count == 0 ? 0 : sum * x.length / count;
    }
}
