package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.inference.Activation;
import dev.sluice.pipeline.ConvolutionConfig;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.PoolingKind;
import dev.sluice.pipeline.Regularization;
import dev.sluice.pipeline.UpsamplingKind;
import java.util.List;
import java.util.stream.Stream;
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
        assertThat(shape).hasToString("undercomplete 12-20-10-3-10-20-12 relu, loss mse");
    }

    @Test
    void onlyHiddenLayersAreBent() {
        Architecture shape = Architecture.of(ModelConfig.DEFAULT, 8);

        assertThat(Stream.concat(shape.encoder().stream(), shape.decoder().stream())
                        .map(layer -> ((DenseShape) layer).activation()))
                .containsExactly(
                        Activation.TANH,
                        Activation.TANH,
                        Activation.IDENTITY,
                        Activation.TANH,
                        Activation.TANH,
                        Activation.IDENTITY);
    }

    @Test
    void thereMayBeNoHiddenLayers() {
        ModelConfig plain = new ModelConfig(ModelType.AUTO, 3, ModelConfig.NO_HIDDEN, Activation.TANH);

        assertThat(Architecture.of(plain, 12).widths()).containsExactly(12, 3, 12);
    }

    @Test
    void aSparseCodeIsAsWideAsTheInputAndAVariationalOneIsMadeOfTwoHalves() {
        assertThat(Architecture.of(type(ModelType.SPARSE), 20).latent()).isEqualTo(20);
        Architecture variational = Architecture.of(type(ModelType.VARIATIONAL), 20);
        assertThat(variational.latent()).isEqualTo(5);
        assertThat(variational.encoder().get(2).outputs()).isEqualTo(10);
        assertThat(variational.loss()).isEqualTo(Loss.GAUSSIAN);
    }

    @Test
    void everyImageComesOutAsItWentIn() {
        for (List<Integer> shape : List.of(List.of(28, 28, 1), List.of(14, 7, 3), List.of(9, 5, 2), List.of(10, 4))) {
            int features = shape.stream().reduce(1, (a, b) -> a * b);
            for (UpsamplingKind upsampling : UpsamplingKind.values()) {
                ModelConfig config = image(shape, upsampling);
                Architecture architecture = Architecture.of(config, features);
                assertThat(architecture.type()).isEqualTo(ModelType.CONVOLUTIONAL);
                assertThat(architecture.widths()).startsWith(features).endsWith(features);
                for (int l = 1; l < architecture.decoder().size(); l++) {
                    assertThat(architecture.decoder().get(l).inputs())
                            .isEqualTo(architecture.decoder().get(l - 1).outputs());
                }
            }
        }
        assertThat(Architecture.of(image(List.of(28, 28, 1), UpsamplingKind.NEAREST), 784)
                        .widths())
                .containsExactly(784, 12_544, 3_136, 6_272, 1_568, 32, 1_568, 6_272, 3_136, 12_544, 784);
    }

    @Test
    void aShapeOfAnotherSizeIsToldWithTheKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.of(image(List.of(4, 4, 1), UpsamplingKind.NEAREST), 15))
                .withMessage("model.shape: [4, 4, 1] are 16 values, but there are 15 features; make their product 15");
    }

    private static ModelConfig type(ModelType type) {
        return new ModelConfig(type, 0, List.of(), Activation.TANH);
    }

    private static ModelConfig image(List<Integer> shape, UpsamplingKind upsampling) {
        return new ModelConfig(
                ModelType.AUTO,
                0,
                List.of(),
                Activation.TANH,
                Loss.AUTO,
                Regularization.DEFAULT,
                new ConvolutionConfig(shape, List.of(16, 32), 3, 2, PoolingKind.MAX, upsampling));
    }
}
