package dev.sluice.trainer.continuity;

/**
 * What two models make of the same rows, as moments, and the maps from the one's latents to the other's that follow.
 * Latents are {@code float[latents]}; a map is {@code latent * matrix + offset}.
 */
final class LatentPairs {
    /** Added to a variance as a share of the mean one, so that a latent that never moves is mapped to nothing. */
    private static final double RIDGE = 1e-6;

    /** A map and the way back are together no longer than this: a rotation and its inverse are 1. */
    private static final double WELL_CONDITIONED = 5;

    private final double[] meanFrom;
    private final double[] meanTo;
    private final double[][] within; // [from][from], sums about the means
    private final double[][] across; // [from][to]

    /**
     * @param from {@code float[rows][latents]}, at least one row
     * @param to {@code float[rows][latents]} of the same rows
     */
    LatentPairs(float[][] from, float[][] to) {
        meanFrom = mean(from);
        meanTo = mean(to);
        within = new double[meanFrom.length][meanFrom.length];
        across = new double[meanFrom.length][meanTo.length];
        double[] f = new double[meanFrom.length];
        for (int row = 0; row < from.length; row++) {
            for (int i = 0; i < f.length; i++) {
                f[i] = from[row][i] - meanFrom[i];
            }
            for (int i = 0; i < f.length; i++) {
                for (int j = 0; j < f.length; j++) {
                    within[i][j] += f[i] * f[j];
                }
                for (int j = 0; j < meanTo.length; j++) {
                    across[i][j] += f[i] * (to[row][j] - meanTo[j]);
                }
            }
        }
    }

    /** An affine map. */
    @SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
    record Affine(double[][] matrix, double[] offset) {

        static Affine identity(int latents) {
            return new Affine(Matrices.identity(latents), new double[latents]);
        }

        float[] of(float[] latent) {
            float[] mapped = new float[offset.length];
            for (int j = 0; j < mapped.length; j++) {
                double sum = offset[j];
                for (int i = 0; i < latent.length; i++) {
                    sum += latent[i] * matrix[i][j];
                }
                mapped[j] = (float) sum;
            }
            return mapped;
        }
    }

    private static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= rows.length;
        }
        return mean;
    }

    /** The rotation and shift that bring the latents nearest to the others; both are of one size. */
    Affine rotation() {
        return through(Rotation.nearest(across));
    }

    /** The least-squares map where it can be undone well, else the rotation. */
    Affine nearest() {
        Affine map = leastSquares();
        double[][] inverse = Matrices.inverse(map.matrix());
        if (inverse != null && Matrices.size(map.matrix()) * Matrices.size(inverse) <= WELL_CONDITIONED) {
            return map;
        }
        return rotation();
    }

    /** The map with the least squared error. */
    Affine leastSquares() {
        double[][] regular = new double[within.length][];
        double trace = 0;
        for (int i = 0; i < within.length; i++) {
            trace += within[i][i];
        }
        for (int i = 0; i < within.length; i++) {
            regular[i] = within[i].clone();
            regular[i][i] += RIDGE * trace / within.length + Double.MIN_NORMAL;
        }
        return through(Matrices.solve(regular, across));
    }

    /** Mean to mean. */
    private Affine through(double[][] matrix) {
        double[] offset = Matrices.product(meanFrom, matrix);
        for (int j = 0; j < offset.length; j++) {
            offset[j] = meanTo[j] - offset[j];
        }
        return new Affine(matrix, offset);
    }

    /**
     * Share of the variance of {@code to} that the mapped latents tell, all latents together; below 0 where their mean
     * would tell more, 1 where there is no variance and no error.
     */
    static double fidelity(float[][] from, float[][] to, Affine map) {
        double[] mean = mean(to);
        double error = 0;
        double variance = 0;
        for (int row = 0; row < from.length; row++) {
            float[] mapped = map.of(from[row]);
            for (int j = 0; j < mean.length; j++) {
                double e = (double) to[row][j] - mapped[j];
                double v = to[row][j] - mean[j];
                error += e * e;
                variance += v * v;
            }
        }
        return error == 0 ? 1 : 1 - error / Math.max(variance, Double.MIN_NORMAL);
    }
}
