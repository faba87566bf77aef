package dev.sluice.trainer.engine;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Scale;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Telemetry with two causes behind all its features, and a little noise. */
public final class SyntheticRows {

    private SyntheticRows() {}

    public static List<FeatureSpec> features(int count) {
        return IntStream.range(0, count)
                .mapToObj(j -> new FeatureSpec("f" + j, Scale.STANDARD))
                .toList();
    }

    /** {@code double[rows][features]}. */
    public static double[][] normal(int rows, int features, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][features];
        for (double[] row : values) {
            double load = random.nextGaussian();
            double heat = random.nextGaussian();
            for (int j = 0; j < features; j++) {
                row[j] = 20 * j + 3 * Math.sin(j) * load + 2 * Math.cos(3 * j) * heat + 0.2 * random.nextGaussian();
            }
        }
        return values;
    }

    /** The same of a time series: the causes wander. */
    public static double[][] wandering(int rows, int features, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][features];
        double load = 0;
        double heat = 0;
        for (double[] row : values) {
            load = 0.85 * load + 0.53 * random.nextGaussian();
            heat = 0.85 * heat + 0.53 * random.nextGaussian();
            for (int j = 0; j < features; j++) {
                row[j] = 20 * j + 3 * Math.sin(j) * load + 2 * Math.cos(3 * j) * heat + 0.2 * random.nextGaussian();
            }
        }
        return values;
    }

    /** The rows of one entity, a second apart. */
    public static Observation[] observations(double[][] rows) {
        return IntStream.range(0, rows.length)
                .mapToObj(i -> {
                    Observation row = Observation.of(rows[i]);
                    row.at(i * 1_000L, 0);
                    return row;
                })
                .toArray(Observation[]::new);
    }

    /** Sets a share of the values missing. */
    public static void punchHoles(double[][] rows, double share, long seed) {
        Random random = new Random(seed);
        for (double[] row : rows) {
            for (int j = 1; j < row.length; j++) {
                if (random.nextDouble() < share) {
                    row[j] = Double.NaN;
                }
            }
        }
    }
}
