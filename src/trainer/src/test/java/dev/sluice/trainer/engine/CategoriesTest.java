package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Choices;
import dev.sluice.pipeline.ConvolutionConfig;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.Regularization;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.pipeline.TrainingEngine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/** Categories are restored as probabilities, and trained by crossentropy. */
class CategoriesTest {
    private static final List<FeatureSpec> SPECS =
            List.of(new FeatureSpec("load"), FeatureSpec.categorical("state", 3), new FeatureSpec("heat"));
    private static final TrainingConfig TRAINING =
            new TrainingConfig(Duration.ofHours(24), Duration.ofHours(1), 10, 10_000, 42, 12, 0, 64, 5e-3);

    private final Observation[] observations = rows(600, 1);
    private final FeatureEncoder encoder = FeatureEncoder.fit(SPECS, observations);
    private final ScaledRows rows = ScaledRows.of(encoder, observations);
    private final Choices choices = encoder.choices(1).orElseThrow();

    /** The state follows from the load. */
    private static Observation[] rows(int count, long seed) {
        Random random = new Random(seed);
        Observation[] rows = new Observation[count];
        for (int i = 0; i < count; i++) {
            double load = random.nextGaussian();
            rows[i] = Observation.of(SPECS);
            rows[i].values[0] = load;
            rows[i].values[1] = -load + 0.1 * random.nextGaussian();
            rows[i].texts[0] = load < -0.5 ? "low" : load > 0.5 ? "high" : "middle";
        }
        return rows;
    }

    private Fitted train(ModelType type, Loss loss) {
        return train(type, loss, TrainingEngine.AUTO);
    }

    private Fitted train(ModelType type, Loss loss, TrainingEngine engine) {
        ModelConfig model = new ModelConfig(
                type, 2, List.of(16), Activation.TANH, loss, Regularization.DEFAULT, ConvolutionConfig.DEFAULT);
        Architecture architecture = Architecture.of(model, encoder.columns(), encoder.choices(1));
        return new AutoencoderTrainer(TRAINING.withEngine(engine)).train(architecture, rows, rows);
    }

    private double probabilityOfTheObserved(Exported network) {
        Exported.Scratch scratch = network.newScratch();
        Choices.Group group = choices.groups().get(0);
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += group.surprise(rows.values(i), network.reconstruct(rows.values(i), scratch), 0);
        }
        return Math.exp(-sum / rows.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"MSE", "HUBER", "GAUSSIAN"})
    void whatIsRestoredAreProbabilitiesThatLearnWhichCategoryItIs(Loss loss) {
        try (Fitted fitted = train(ModelType.UNDERCOMPLETE, loss)) {
            Exported.Scratch scratch = fitted.exported().newScratch();
            float[] y = fitted.exported().reconstruct(rows.values(0), scratch);
            Choices.Group group = choices.groups().get(0);
            double sum = 0;
            for (int c = 0; c < group.size(); c++) {
                sum += group.probability(y, 0, c);
            }
            assertThat(sum).isBetween(0.99999, 1.0001);
            assertThat(probabilityOfTheObserved(fitted.exported())).isGreaterThan(0.7);
            assertThat(fitted.validationLosses().get(11))
                    .isLessThan(fitted.validationLosses().get(0));
        }
    }

    @Test
    void theScorersKernelAgreesWithTheEnginesSoftmax() {
        for (TrainingEngine engine : TrainingEngine.values()) {
            try (Fitted fitted = train(ModelType.VARIATIONAL, Loss.AUTO, engine)) {
                float[][] some = new float[50][];
                Arrays.setAll(some, rows::values);
                assertThat(fitted.exported()
                                .largestDifference(some, fitted.engine().output(some)))
                        .as("%s", engine)
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void theGradientIsThatOfTheLoss() {
        Objective objective = new Objective(Loss.MSE, encoder.columns(), encoder.choices(1));
        Random random = new Random(5);
        float[] logits = new float[encoder.columns()];
        for (int j = 0; j < logits.length; j++) {
            logits[j] = (float) random.nextGaussian();
        }
        float[] x = rows.values(3);
        float[] gradient = new float[x.length];
        NativeEngine.run(() -> {
            TrainingLayer layer = new ChoiceShape(choices).training(null, null);
            float[] y = layer.forward(Nd4j.create(new float[][] {logits})).toFloatVector();
            float[] byOutput = new float[x.length];
            objective.gradient(y, x, null, byOutput);
            float[] back =
                    layer.backward(Nd4j.create(new float[][] {byOutput}), true).toFloatVector();
            System.arraycopy(back, 0, gradient, 0, back.length);
        });
        for (int j = 0; j < logits.length; j++) {
            double slope = (loss(logits, x, j, 1e-3f) - loss(logits, x, j, -1e-3f)) / 2e-3;
            assertThat((double) gradient[j]).isCloseTo(slope, within(2e-3));
        }
    }

    /** Mean over the columns, with one logit moved. */
    private double loss(float[] logits, float[] x, int moved, float by) {
        float[] shifted = logits.clone();
        shifted[moved] += by;
        float[] y = new float[x.length];
        choices.forward(shifted, y);
        Choices.Group group = choices.groups().get(0);
        double sum = group.surprise(x, y, 0);
        for (int j = 0; j < x.length; j++) {
            boolean isNumber = j < group.first() || j >= group.first() + group.size();
            sum += isNumber ? (x[j] - y[j]) * (x[j] - y[j]) : 0;
        }
        return sum / x.length;
    }
}
