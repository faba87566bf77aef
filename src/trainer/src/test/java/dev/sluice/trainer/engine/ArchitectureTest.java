package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.inference.Activation;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theCodeIsNarrowerThanTheInputWhateverItsWidth() {
        for (int features = 2; features <= 500; features++) {
            assertThat(Architecture.of(ModelConfig.DEFAULT, features).latent())
                    .as("features %d", features)
                    .isBetween(1, Math.min(32, features - 1));
        }
    }

    @Test
    void aSingleFeatureGetsACodeOfOne() {
        assertThat(Architecture.of(ModelConfig.DEFAULT, 1).widths()).containsExactly(1, 64, 32, 1, 32, 64, 1);
    }

    @Test
    void configuredSizesAreMirroredAroundTheCode() {
        Architecture shape = Architecture.of(new ModelConfig(ModelType.AUTO, 3, List.of(20, 10), Activation.RELU), 12);

        assertThat(shape.widths()).containsExactly(12, 20, 10, 3, 10, 20, 12);
        assertThat(shape.encoderLayers()).isEqualTo(3);
        assertThat(shape).hasToString("12-20-10-3-10-20-12 relu");
    }

    @Test
    void onlyHiddenLayersAreBent() {
        Architecture shape = Architecture.of(ModelConfig.DEFAULT, 8);

        assertThat(IntStream.range(0, 6).mapToObj(shape::activation).toList())
                .containsExactly(
                        Activation.TANH,
                        Activation.TANH,
                        Activation.IDENTITY,
                        Activation.TANH,
                        Activation.TANH,
                        Activation.IDENTITY);
    }
}
