package dev.sluice.trainer.detection;

import dev.sluice.inference.Network;
import dev.sluice.score.Codebook;
import dev.sluice.score.Whitening;
import dev.sluice.trainer.engine.MemberRecipe;
import dev.sluice.trainer.engine.MemberTrainer;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A quick look at how unusual each row of a history is, by four judges of different kinds, each fitted on half of the rows
 * and asked about the other half: the covariance, two codebooks, and a network.
 */
final class Screen {
    private static final double SHRINKAGE = 0.3;
    private static final int[] CENTROIDS = {16, 64};
    /** Rows a centroid must stand for: a clump of few is what is looked for, not normal. */
    private static final int SUPPORT = 3;

    private static final MemberRecipe NETWORK = new MemberRecipe(List.of(32, 32), 0.5, 1);
    private static final int STEPS = 1_000;
    private static final int JUDGES = 2 + CENTROIDS.length;

    private Screen() {}

    /**
     * @param fit {@code boolean[rows]}: rows that judges may be fitted on
     * @return {@code double[rows]}: sum over the judges of the root of what they say, as a share of its median
     */
    static double[] statistics(ScaledRows rows, boolean[] fit, Effort effort, long seed) {
        Folds folds = Folds.atRandom(rows.size(), 2, seed);
        double[][] judged = new double[JUDGES][rows.size()];
        IntStream.range(0, 2).parallel().forEach(k -> {
            int[] seen = Arrays.stream(folds.outside(k)).filter(i -> fit[i]).toArray();
            if (seen.length > 0) {
                judge(rows, seen, folds.in(k), effort, seed + k, judged);
            }
        });
        double[] sums = new double[rows.size()];
        for (double[] statistic : judged) {
            double[] sorted = statistic.clone();
            Arrays.sort(sorted);
            double median = sorted[sorted.length / 2] + 1e-12;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Math.sqrt(statistic[i] / median);
            }
        }
        return sums;
    }

    private static void judge(ScaledRows rows, int[] seen, int[] asked, Effort effort, long seed, double[][] into) {
        byCovariance(rows, seen, asked, into[0]);
        for (int c = 0; c < CENTROIDS.length; c++) {
            byCodebook(rows, seen, asked, CENTROIDS[c], seed, into[1 + c]);
        }
        byNetwork(rows, seen, asked, effort, seed, into[JUDGES - 1]);
    }

    private static void byCovariance(ScaledRows rows, int[] seen, int[] asked, double[] into) {
        int columns = rows.values(0).length;
        float[] mean = new float[columns];
        for (int row : seen) {
            for (int j = 0; j < columns; j++) {
                mean[j] += rows.values(row)[j] / seen.length;
            }
        }
        Covariance covariance = new Covariance(columns, rows.isComplete());
        float[] r = new float[columns];
        int most = Math.min(seen.length, (int) Math.max(1_000, 2_000_000_000L / ((long) columns * columns)));
        for (int i = 0; i < most; i++) {
            int row = seen[(int) ((long) i * seen.length / most)];
            center(rows, row, mean, r);
            covariance.add(r, rows.present(row));
        }
        double[] ridge = new double[columns];
        Arrays.fill(
                ridge,
                1e-9 + 1e-3 * Arrays.stream(covariance.variances()).average().orElse(0));
        Whitening whitening = covariance.whitening(SHRINKAGE, ridge);
        float[] scratch = new float[columns];
        for (int row : asked) {
            center(rows, row, mean, r);
            into[row] = whitening.distance(r, scratch);
        }
    }

    private static void center(ScaledRows rows, int row, float[] mean, float[] r) {
        float[] x = rows.values(row);
        boolean[] present = rows.present(row);
        for (int j = 0; j < r.length; j++) {
            r[j] = present[j] ? x[j] - mean[j] : 0;
        }
    }

    private static void byCodebook(ScaledRows rows, int[] seen, int[] asked, int centroids, long seed, double[] into) {
        Codebook all = MemberFit.codebook(rows, seen, Math.min(centroids, Math.max(1, seen.length / 8)), seed);
        Codebook codebook = supported(rows, seen, all);
        float[] scratch = codebook.newScratch();
        for (int row : asked) {
            float[] x = rows.values(row);
            boolean[] present = rows.present(row);
            int nearest = codebook.nearest(x, present, rows.isComplete(), scratch);
            into[row] = Scales.distance(x, present, codebook.centroid(nearest));
        }
    }

    private static Codebook supported(ScaledRows rows, int[] seen, Codebook codebook) {
        int[] counts = new int[codebook.size()];
        float[] scratch = codebook.newScratch();
        for (int row : seen) {
            counts[codebook.nearest(rows.values(row), rows.present(row), rows.isComplete(), scratch)]++;
        }
        float[][] kept = IntStream.range(0, counts.length)
                .filter(k -> counts[k] >= SUPPORT)
                .mapToObj(codebook::centroid)
                .toArray(float[][]::new);
        return kept.length == 0 ? codebook : new Codebook(kept);
    }

    private static void byNetwork(ScaledRows rows, int[] seen, int[] asked, Effort effort, long seed, double[] into) {
        Network network = MemberTrainer.train(rows.select(seen), NETWORK, effort.of(STEPS), effort.engine(), seed);
        Network.Buffers buffers = network.newBuffers();
        float[][] expected = new float[seen.length][];
        for (int i = 0; i < seen.length; i++) {
            expected[i] = network.forward(rows.values(seen[i]), buffers).clone();
        }
        float[] variance = TableFit.variance(rows.select(seen), expected);
        for (int row : asked) {
            into[row] = TableFit.residual(rows, row, network.forward(rows.values(row), buffers), variance);
        }
    }
}
