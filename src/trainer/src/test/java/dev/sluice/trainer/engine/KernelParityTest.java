package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.inference.Activation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scorer's kernels against Deeplearning4j's, for every activation, at sizes that fit no vector register. */
class KernelParityTest {
    private static final int[] SIZES = {1, 2, 13, 38, 207};
    private static final int ROWS = 16;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void agreesWithTheTrainingEngineAtOddSizes(Activation activation) {
        for (int features : SIZES) {
            for (int hidden : new int[] {features, 38}) {
                Architecture shape = new Architecture(features, List.of(hidden), Math.max(1, features / 3), activation);
                assertThat(worstDifference(shape, features * 31L + hidden))
                        .as(shape.toString())
                        .isLessThanOrEqualTo(1e-5);
            }
        }
    }

    private static double worstDifference(Architecture shape, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[ROWS][shape.features()];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (3 * random.nextGaussian());
            }
        }
        try (DeepNetwork network = new DeepNetwork(shape, 1e-3, 1, seed)) {
            float[] parameters = network.parameters();
            for (int i = 0; i < parameters.length; i++) {
                // Biases start at 0, which would hide a bias that is exported wrongly.
                parameters[i] += (float) (0.1 * random.nextGaussian());
            }
            network.parameters(parameters);
            float[][] expected = network.output(rows);
            return network.export().largestDifference(rows, expected);
        }
    }
}
