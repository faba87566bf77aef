package dev.sluice.trainer.training;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import java.util.List;
import java.util.Optional;

/**
 * What a pipeline over images leaves open, as is usual for images: the shape is the array's, the hidden layers are relu,
 * and where all is scaled to values from 0 to 1, the loss is binary crossentropy. An image is a {@code model.shape} of
 * three numbers, or an array of two or three dimensions that is the only feature. A window of records is an image one
 * column wide. The type is left as it is.
 */
final class ImageDefaults {
    private ImageDefaults() {}

    /** @param columns of one record */
    static ModelConfig of(ModelConfig asked, List<FeatureSpec> features, int columns) {
        List<Integer> given = asked.convolution().shape();
        if (asked.window() > 1 && given.isEmpty() && asked.type() == ModelType.CONVOLUTIONAL) {
            return asked.with(asked.convolution().withShape(List.of(asked.window(), columns)));
        }
        List<Integer> shape = given.isEmpty() ? shape(features) : given;
        if (shape.size() != 3) {
            return asked;
        }
        boolean shares = features.stream().allMatch(f -> f.type().isScaled() && f.scale() == Scale.MINMAX);
        return new ModelConfig(
                asked.type(),
                asked.window(),
                asked.latent(),
                asked.hidden(),
                Optional.of(asked.activation().orElse(Activation.RELU)),
                asked.loss() == Loss.AUTO && shares ? Loss.BINARY_CROSSENTROPY : asked.loss(),
                asked.regularization(),
                // To the type auto, a shape would be the wish for convolutions.
                asked.type() == ModelType.CONVOLUTIONAL ? asked.convolution().withShape(shape) : asked.convolution());
    }

    /** {@code [height, width, channels]}; empty where there is no image. */
    private static List<Integer> shape(List<FeatureSpec> features) {
        if (features.size() != 1 || features.get(0).type() != FeatureType.ARRAY) {
            return List.of();
        }
        List<Integer> shape = features.get(0).shape();
        return switch (shape.size()) {
            case 2 -> List.of(shape.get(0), shape.get(1), 1);
            case 3 -> shape;
            default -> List.of();
        };
    }
}
