package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.pipeline.ModelConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The shape of an autoencoder: {@code features - hidden - latent - hidden reversed - features}. The latent and the
 * reconstruction are linear.
 *
 * @param features d, at least 1
 * @param hidden sizes of the encoder's hidden layers, mirrored in the decoder; may be empty
 * @param latent k, at least 1
 * @param activation of the hidden layers
 */
public record Architecture(int features, List<Integer> hidden, int latent, Activation activation) {

    private static final int MAX_LATENT = 32;
    private static final int MANY_FEATURES = 64;
    private static final List<Integer> NARROW = List.of(64, 32);
    private static final List<Integer> WIDE = List.of(128, 64);

    public Architecture {
        hidden = List.copyOf(hidden);
    }

    /** The shape that a configuration asks for, with everything it leaves open chosen from the number of features. */
    public static Architecture of(ModelConfig config, int features) {
        int latent = config.latent() > 0 ? config.latent() : defaultLatent(features);
        List<Integer> hidden =
                config.hidden().isEmpty() ? (features <= MANY_FEATURES ? NARROW : WIDE) : config.hidden();
        return new Architecture(features, hidden, latent, config.activation());
    }

    /** A quarter of the features, and always fewer than there are: a code as wide as its input compresses nothing. */
    private static int defaultLatent(int features) {
        int quarter = (features + 3) / 4;
        return Math.max(1, Math.min(Math.min(quarter, MAX_LATENT), features - 1));
    }

    /** Width of every layer's output, from the input to the reconstruction. */
    public List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        widths.add(features);
        widths.addAll(hidden);
        widths.add(latent);
        List<Integer> mirrored = new ArrayList<>(hidden);
        Collections.reverse(mirrored);
        widths.addAll(mirrored);
        widths.add(features);
        return widths;
    }

    /** How many layers the encoder has; the decoder has as many. */
    public int encoderLayers() {
        return hidden.size() + 1;
    }

    /** The activation of a layer, counted from 0. */
    public Activation activation(int layer) {
        boolean linear = layer == encoderLayers() - 1 || layer == 2 * encoderLayers() - 1;
        return linear ? Activation.IDENTITY : activation;
    }

    @Override
    public String toString() {
        return String.join("-", widths().stream().map(String::valueOf).toList()) + " " + activation.label();
    }
}
