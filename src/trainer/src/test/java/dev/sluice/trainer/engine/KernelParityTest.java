package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.inference.Activation;
import dev.sluice.pipeline.ConvolutionConfig;
import dev.sluice.pipeline.LearningRateSchedule;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.Noise;
import dev.sluice.pipeline.Optimizer;
import dev.sluice.pipeline.PoolingKind;
import dev.sluice.pipeline.Regularization;
import dev.sluice.pipeline.TrainingEngine;
import dev.sluice.pipeline.UpsamplingKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The scorer's kernels against what each engine makes of the same weights, at sizes that fit no vector register. */
class KernelParityTest {
    private static final int[] SIZES = {1, 13, 207};
    private static final int ROWS = 16;
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyActivationAgreesWithTheTrainingEngineAtOddSizes(Activation activation) {
        for (int features : SIZES) {
            agree(new ModelConfig(ModelType.AUTO, Math.max(1, features / 3), List.of(38), activation), features);
        }
    }

    @ParameterizedTest
    @EnumSource(ModelType.class)
    void everyTypeAgreesWithTheTrainingEngineWithEveryLoss(ModelType type) {
        for (Loss loss : Loss.values()) {
            for (int features : new int[] {2, 13}) {
                agree(
                        new ModelConfig(
                                type,
                                0,
                                List.of(),
                                Activation.ELU,
                                loss,
                                Regularization.DEFAULT,
                                ConvolutionConfig.DEFAULT),
                        features);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 2, MAX, NEAREST", "2, 2, AVERAGE, TRANSPOSED", "5, 3, MAX, TRANSPOSED", "4, 1, AVERAGE, NEAREST"})
    void convolutionsOverImagesAndWindowsAgreeWhateverTheKernel(
            int kernel, int pool, PoolingKind pooling, UpsamplingKind upsampling) {
        for (List<Integer> shape : List.of(List.of(12, 6, 3), List.of(5, 9, 1), List.of(12, 4))) {
            int features = shape.stream().reduce(1, (a, b) -> a * b);
            agree(
                    new ModelConfig(
                            ModelType.CONVOLUTIONAL,
                            3,
                            List.of(7),
                            Activation.TANH,
                            Loss.MSE,
                            Regularization.DEFAULT,
                            new ConvolutionConfig(shape, List.of(3, 5), kernel, pool, pooling, upsampling)),
                    features);
        }
    }

    @Test
    void dropoutAndNoiseAreGoneAfterTraining() {
        Regularization r = new Regularization(0.05, Noise.MASKING, 0.3, 1, 0.3, 0.4, 1e-4);
        agree(
                new ModelConfig(
                        ModelType.UNDERCOMPLETE,
                        3,
                        List.of(11, 7),
                        Activation.RELU,
                        Loss.MSE,
                        r,
                        ConvolutionConfig.DEFAULT),
                13);
    }

    private static void agree(ModelConfig config, int features) {
        agree(config, features, TrainingEngine.DL4J);
        if (config.resolvedType() != ModelType.CONVOLUTIONAL) {
            agree(config, features, TrainingEngine.JAVA);
        }
    }

    private static void agree(ModelConfig config, int features, TrainingEngine engine) {
        Descent descent = new Descent(Optimizer.ADAM, 1e-3, LearningRateSchedule.LINEAR, 1);
        Architecture shape = Architecture.of(config, features);
        long seed = features * 31L;
        Random random = new Random(seed);
        float[][] rows = new float[ROWS][features];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (3 * random.nextGaussian());
            }
        }
        try (DeepNetwork network = new DeepNetwork(shape, engine, descent, seed)) {
            float[] parameters = network.parameters();
            for (int i = 0; i < parameters.length; i++) {
                // Biases start at 0, which would hide a bias that is exported wrongly.
                parameters[i] += (float) (0.1 * random.nextGaussian());
            }
            network.parameters(parameters);
            assertThat(network.export().largestDifference(rows, network.output(rows)))
                    .as(shape + " of " + config.convolution())
                    .isLessThanOrEqualTo(TOLERANCE);
            try (DeepNetwork other = new DeepNetwork(shape, engine, descent, seed + 1)) {
                other.assign(network.export());
                assertThat(other.parameters())
                        .as("weights of %s, taken over", shape)
                        .isEqualTo(parameters);
            }
        }
    }
}
