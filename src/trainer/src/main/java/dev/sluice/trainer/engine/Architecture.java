package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Choices;
import dev.sluice.inference.Layer;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The layers of an autoencoder, from the features to the code and back. The latent is linear, but for a sparse
 * autoencoder's, which is not below 0; the reconstruction is linear, but for binary crossentropy's, which is logistic, and
 * for categories, whose columns are probabilities.
 */
public final class Architecture {

    private static final int MAX_LATENT = 32;
    private static final int MANY_FEATURES = 64;
    private static final List<Integer> NARROW = List.of(64, 32);
    private static final List<Integer> WIDE = List.of(128, 64);

    private final ModelConfig config;
    private final int features;
    private final int latent;
    private final Optional<Choices> choices;
    private final List<LayerShape> encoder;
    private final List<LayerShape> decoder;

    private Architecture(
            ModelConfig config,
            int features,
            int latent,
            Optional<Choices> choices,
            List<LayerShape> encoder,
            List<LayerShape> decoder) {
        this.config = config;
        this.features = features;
        this.latent = latent;
        this.choices = choices;
        this.encoder = List.copyOf(encoder);
        List<LayerShape> whole = new ArrayList<>(decoder);
        choices.ifPresent(c -> whole.add(new ChoiceShape(c)));
        this.decoder = List.copyOf(whole);
    }

    /** The layers that a configuration asks for over columns that are all numbers. */
    public static Architecture of(ModelConfig config, int features) {
        return of(config, features, Optional.empty());
    }

    /**
     * The layers that a configuration asks for, with everything it leaves open chosen from the number of features.
     *
     * @param columns which of the features are the columns of a category: their reconstructions are probabilities, unless
     *     the loss has probabilities of its own
     * @throws IllegalArgumentException where {@code model.shape} is not one of so many features
     */
    public static Architecture of(ModelConfig config, int features, Optional<Choices> columns) {
        Optional<Choices> choices = columns.filter(c -> config.resolvedLoss() != Loss.BINARY_CROSSENTROPY);
        ModelType type = config.resolvedType();
        int latent = config.latent() > 0 ? config.latent() : defaultLatent(type, features);
        if (type == ModelType.CONVOLUTIONAL) {
            ImageLayers layers = new ImageLayers(config, features, latent, output(config));
            return new Architecture(config, features, latent, choices, layers.encoder(), layers.decoder());
        }
        List<Integer> hidden = config.hidden().isEmpty() ? (features <= MANY_FEATURES ? NARROW : WIDE) : hidden(config);
        int code = type == ModelType.VARIATIONAL ? 2 * latent : latent;
        Activation codeActivation = type == ModelType.SPARSE ? Activation.RELU : Activation.IDENTITY;
        List<Integer> mirrored = new ArrayList<>(hidden);
        Collections.reverse(mirrored);
        return new Architecture(
                config,
                features,
                latent,
                choices,
                dense(config, features, hidden, code, codeActivation),
                dense(config, latent, mirrored, features, output(config)));
    }

    /**
     * A quarter of the features, and always fewer than there are: a code as wide as its input compresses nothing. A sparse
     * code is as wide as the input, because it is its zeros that compress.
     */
    private static int defaultLatent(ModelType type, int features) {
        if (type == ModelType.SPARSE) {
            return features;
        }
        int quarter = (features + 3) / 4;
        return Math.max(1, Math.min(Math.min(quarter, MAX_LATENT), features - 1));
    }

    /** The configured hidden layers; none where that is open. */
    static List<Integer> hidden(ModelConfig config) {
        return config.hidden().equals(ModelConfig.NO_HIDDEN) ? List.of() : config.hidden();
    }

    private static Activation output(ModelConfig config) {
        return config.resolvedLoss() == Loss.BINARY_CROSSENTROPY ? Activation.SIGMOID : Activation.IDENTITY;
    }

    /** Hidden layers with the configured activation and dropout, and a last one. */
    static List<LayerShape> dense(ModelConfig config, int inputs, List<Integer> hidden, int outputs, Activation last) {
        List<LayerShape> layers = new ArrayList<>();
        int width = inputs;
        for (int next : hidden) {
            layers.add(new DenseShape(width, next, config.resolvedActivation()));
            double dropout = config.regularization().dropout();
            if (dropout > 0) {
                layers.add(new DropoutShape(next, dropout, 31L * inputs + layers.size()));
            }
            width = next;
        }
        layers.add(new DenseShape(width, outputs, last));
        return layers;
    }

    ModelConfig config() {
        return config;
    }

    /** The columns whose reconstructions are probabilities. */
    Optional<Choices> choices() {
        return choices;
    }

    /** d, at least 1. */
    public int features() {
        return features;
    }

    /** k, at least 1. */
    public int latent() {
        return latent;
    }

    /** The kind of autoencoder, never {@link ModelType#AUTO}. */
    public ModelType type() {
        return config.resolvedType();
    }

    /** What training makes small, never {@link Loss#AUTO}. */
    public Loss loss() {
        return config.resolvedLoss();
    }

    /** From d features to k latents, or to k means and k log-variances. */
    List<LayerShape> encoder() {
        return encoder;
    }

    /** From k latents to d features. */
    List<LayerShape> decoder() {
        return decoder;
    }

    /** Whether a network has the layers that one of this architecture is exported with, so that training can begin with it. */
    public boolean isOf(Exported network) {
        boolean distribution = type() == ModelType.VARIATIONAL;
        return network.uncertainty().isPresent() == distribution
                && areOf(encoder, network.joinedEncoder().layers())
                && areOf(decoder, network.decoder().layers());
    }

    private static boolean areOf(List<LayerShape> shapes, List<Layer> layers) {
        List<LayerShape> exported =
                shapes.stream().filter(s -> !s.isForTrainingOnly()).toList();
        return exported.size() == layers.size()
                && IntStream.range(0, exported.size())
                        .allMatch(l -> exported.get(l).isOf(layers.get(l)));
    }

    /** Width of every layer's output, from the input to the reconstruction. */
    public List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        widths.add(features);
        encoder.subList(0, encoder.size() - 1).forEach(layer -> addWidth(widths, layer));
        widths.add(latent);
        decoder.forEach(layer -> addWidth(widths, layer));
        return widths;
    }

    private static void addWidth(List<Integer> widths, LayerShape layer) {
        if (!(layer instanceof DropoutShape || layer instanceof ChoiceShape)) {
            widths.add(layer.outputs());
        }
    }

    /** Such as {@code variational 12-20-3-20-12 tanh, loss gaussian}. */
    @Override
    public String toString() {
        return type().name().toLowerCase(Locale.ROOT) + " "
                + String.join("-", widths().stream().map(String::valueOf).toList()) + " "
                + config.resolvedActivation().label() + ", loss " + loss().label();
    }
}
