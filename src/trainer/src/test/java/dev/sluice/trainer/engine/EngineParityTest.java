package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Activation;
import dev.sluice.pipeline.ConvolutionConfig;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.Noise;
import dev.sluice.pipeline.Regularization;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.pipeline.TrainingEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole trainings by either engine: the same rows in the same order from the same weights give the same losses. */
class EngineParityTest {
    private static final List<FeatureSpec> SPECS =
            List.of(new FeatureSpec("load"), FeatureSpec.categorical("state", 3), new FeatureSpec("heat"));

    private final FeatureEncoder encoder = FeatureEncoder.fit(SPECS, observations());
    private final ScaledRows rows = ScaledRows.of(encoder, observations());

    /** Some values are missing. */
    private static Observation[] observations() {
        Random random = new Random(1);
        Observation[] rows = new Observation[300];
        for (int i = 0; i < rows.length; i++) {
            double load = random.nextGaussian();
            rows[i] = Observation.of(SPECS);
            rows[i].values[0] = i % 7 == 0 ? Double.NaN : load;
            rows[i].values[1] = -load + 0.1 * random.nextGaussian();
            rows[i].texts[0] = load < -0.5 ? "low" : load > 0.5 ? "high" : "middle";
        }
        return rows;
    }

    private static TrainingConfig config(TrainingEngine engine, int epochs) {
        return new TrainingConfig(Duration.ofHours(1), Duration.ofHours(1), 10, 10_000, 7, epochs, 0, 64, 2e-3)
                .withEngine(engine);
    }

    private static Fitted train(TrainingEngine engine, Architecture architecture, ScaledRows rows, int epochs) {
        return new AutoencoderTrainer(config(engine, epochs)).train(architecture, rows, rows);
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelType.class,
            names = {"UNDERCOMPLETE", "SPARSE", "DENOISING", "VARIATIONAL"})
    void theLossesOfAWholeTrainingAgreeForEveryLossWithAllRegularization(ModelType type) {
        Regularization all = new Regularization(0.05, Noise.MASKING, 0.3, 1, 0.3, 0.2, 1e-3);
        for (Loss loss : Loss.values()) {
            boolean shares = loss == Loss.BINARY_CROSSENTROPY;
            ModelConfig model =
                    new ModelConfig(type, 2, List.of(13, 5), Activation.TANH, loss, all, ConvolutionConfig.DEFAULT);
            ScaledRows scaled = shares ? shares() : rows;
            Architecture architecture = shares
                    ? Architecture.of(model, scaled.values(0).length)
                    : Architecture.of(model, encoder.columns(), encoder.choices(1));
            try (Fitted plain = train(TrainingEngine.JAVA, architecture, scaled, 1);
                    Fitted deep = train(TrainingEngine.DL4J, architecture, scaled, 1)) {
                double expected = deep.validationLosses().get(0);
                assertThat(plain.validationLosses().get(0))
                        .as("%s", architecture)
                        .isCloseTo(expected, within(1e-3 * Math.max(0.1, Math.abs(expected))));
                assertThat(plain.engine().engineName()).isEqualTo("java 3");
                assertThat(plain.engine().machine()).doesNotContain("OpenBLAS");
                assertThat(deep.engine().engineName()).startsWith("deeplearning4j");
                assertThat(deep.engine().machine()).contains("OpenBLAS kernel");
            }
        }
    }

    private static ScaledRows shares() {
        Random random = new Random(3);
        float[][] rows = new float[200][6];
        for (float[] row : rows) {
            float cause = random.nextFloat();
            for (int j = 0; j < row.length; j++) {
                row[j] = j % 2 == 0 ? cause : 1 - cause;
            }
        }
        return ScaledRows.complete(rows);
    }

    @Test
    void oneThreadAndFourGiveTheSameBits() throws Exception {
        Architecture architecture = Architecture.of(ModelConfig.DEFAULT, encoder.columns(), encoder.choices(1));
        List<float[]> alone = parameters(1, architecture);
        List<float[]> together = parameters(4, architecture);

        assertThat(together).hasSize(4).usingElementComparator(Arrays::compare).isEqualTo(alone);
    }

    private List<float[]> parameters(int threads, Architecture architecture) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<float[]> training = () -> {
                try (Fitted fitted = train(TrainingEngine.JAVA, architecture, rows, 3)) {
                    return fitted.engine().parameters();
                }
            };
            List<float[]> parameters = new ArrayList<>();
            for (Future<float[]> trained : pool.invokeAll(List.of(training, training, training, training))) {
                parameters.add(trained.get());
            }
            return parameters;
        } finally {
            pool.shutdownNow();
        }
    }
}
