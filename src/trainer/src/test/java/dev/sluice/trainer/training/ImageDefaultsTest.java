package dev.sluice.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.trainer.engine.SyntheticRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageDefaultsTest {
    private static final ModelConfig OPEN = ModelConfig.DEFAULT;
    private static final ModelConfig CONVOLUTIONAL = new ModelConfig(
            ModelType.CONVOLUTIONAL,
            1,
            0,
            List.of(),
            OPEN.activation(),
            OPEN.loss(),
            OPEN.regularization(),
            OPEN.convolution());

    @Test
    void anArrayThatIsTheOnlyFeatureGivesTheShape() {
        for (List<Integer> shape : List.of(List.of(6, 4), List.of(6, 4, 1), List.of(2, 4, 3))) {
            ModelConfig model = ImageDefaults.of(CONVOLUTIONAL, List.of(FeatureSpec.array("pixels", shape)), 24);

            assertThat(model.convolution().shape())
                    .hasSize(3)
                    .startsWith(shape.get(0), shape.get(1))
                    .endsWith(shape.size() == 3 ? shape.get(2) : 1);
            assertThat(model.resolvedActivation()).isEqualTo(Activation.RELU);
            assertThat(model.resolvedLoss()).isEqualTo(Loss.BINARY_CROSSENTROPY);
        }
    }

    @Test
    void anotherScaleThanMinmaxIsNotForCrossentropy() {
        FeatureSpec pixels = FeatureSpec.array("pixels", List.of(6, 4));
        ModelConfig model =
                ImageDefaults.of(OPEN, List.of(pixels.with(Scale.STANDARD, pixels.normalize(), pixels.clip())), 24);

        assertThat(model.resolvedLoss()).isEqualTo(Loss.MSE);
        assertThat(model.resolvedActivation()).isEqualTo(Activation.RELU);
    }

    @Test
    void whatIsGivenStaysAndTheTypeToo() {
        ModelConfig given = new ModelConfig(
                ModelType.AUTO, 3, List.of(5), Activation.ELU, Loss.MAE, OPEN.regularization(), OPEN.convolution());

        assertThat(ImageDefaults.of(given, List.of(FeatureSpec.array("pixels", List.of(6, 4))), 24))
                .isEqualTo(given);
        assertThat(given.resolvedType()).isEqualTo(ModelType.UNDERCOMPLETE);
    }

    @Test
    void numbersAndListsAreNoImage() {
        assertThat(ImageDefaults.of(OPEN, SyntheticRows.features(16), 24)).isEqualTo(OPEN);
        assertThat(ImageDefaults.of(OPEN, List.of(FeatureSpec.array("spectrum", List.of(16))), 24))
                .isEqualTo(OPEN);
        assertThat(OPEN.resolvedActivation()).isEqualTo(Activation.TANH);
    }

    @Test
    void aWindowOfRecordsIsAnImageOneColumnWide() {
        ModelConfig windowed = new ModelConfig(
                ModelType.CONVOLUTIONAL,
                8,
                2,
                OPEN.hidden(),
                OPEN.activation(),
                OPEN.loss(),
                OPEN.regularization(),
                OPEN.convolution());

        assertThat(ImageDefaults.of(windowed, SyntheticRows.features(5), 5)
                        .convolution()
                        .shape())
                .containsExactly(8, 5);
    }
}
