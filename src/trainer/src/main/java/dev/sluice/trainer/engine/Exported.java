package dev.sluice.trainer.engine;

import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An autoencoder in the form the scorer runs: float arrays, free of the training engine. Immutable.
 *
 * @param encoder from d features to k latents
 * @param decoder from k latents to d features
 * @param uncertainty of a variational autoencoder: from what the encoder's last layer takes to the k log-variances
 */
public record Exported(Network encoder, Network decoder, Optional<Network> uncertainty) {

    /** One whose code is no distribution. */
    public Exported(Network encoder, Network decoder) {
        this(encoder, decoder, Optional.empty());
    }

    /** One whose code is a normal distribution. */
    public Exported(Network encoder, Network decoder, Network uncertainty) {
        this(encoder, decoder, Optional.of(uncertainty));
    }

    /** Scratch for {@link #reconstruct}; each thread brings its own. */
    public Scratch newScratch() {
        return new Scratch(
                encoder.newBuffers(),
                decoder.newBuffers(),
                uncertainty.map(Network::newBuffers).orElse(null));
    }

    /**
     * The encoder as it is trained: that of a variational autoencoder gives the k log-variances after the k latents.
     *
     * @throws IllegalArgumentException where a distribution's last layers are not dense
     */
    Network joinedEncoder() {
        if (uncertainty.isEmpty()) {
            return encoder;
        }
        List<Layer> layers = new ArrayList<>(encoder.layers());
        Layer mean = layers.remove(layers.size() - 1);
        List<Layer> spread = uncertainty.get().layers();
        if (!(mean instanceof Dense m && spread.size() == 1 && spread.get(0) instanceof Dense s)) {
            throw new IllegalArgumentException("mean and log-variance of a latent come from one dense layer each");
        }
        layers.add(joined(m, s));
        return new Network(layers);
    }

    private static Dense joined(Dense left, Dense right) {
        float[][] weights = new float[left.inputs()][left.outputs() + right.outputs()];
        float[] bias = new float[left.outputs() + right.outputs()];
        for (int j = 0; j < bias.length; j++) {
            Dense from = j < left.outputs() ? left : right;
            int output = j < left.outputs() ? j : j - left.outputs();
            bias[j] = from.bias(output);
            for (int i = 0; i < weights.length; i++) {
                weights[i][j] = from.weight(i, output);
            }
        }
        return new Dense(weights, bias, left.activation());
    }

    /**
     * @param x {@code float[features]}, scaled
     * @return {@code float[latents]}, owned by {@code scratch} and valid until the next call with it
     */
    public float[] encode(float[] x, Scratch scratch) {
        return encoder.forward(x, scratch.encoder);
    }

    /**
     * Log-variances of the latents that were last encoded with this scratch.
     *
     * @return {@code float[latents]}, owned by {@code scratch} and valid until the next call with it
     */
    public float[] logVariance(Scratch scratch) {
        return uncertainty.orElseThrow().forward(encoder.beforeLast(scratch.encoder), scratch.uncertainty);
    }

    /**
     * @param x {@code float[features]}, scaled
     * @return {@code float[features]}, owned by {@code scratch} and valid until the next call with it
     */
    public float[] reconstruct(float[] x, Scratch scratch) {
        return decoder.forward(encoder.forward(x, scratch.encoder), scratch.decoder);
    }

    /** Mean squared error over the present values of {@code rows}, scaled units; 0 where there are none. */
    public double loss(ScaledRows rows) {
        Scratch scratch = newScratch();
        double sum = 0;
        long count = 0;
        for (int i = 0; i < rows.size(); i++) {
            float[] x = rows.values(i);
            boolean[] present = rows.present(i);
            float[] y = reconstruct(x, scratch);
            for (int j = 0; j < x.length; j++) {
                if (present[j]) {
                    double r = (double) x[j] - y[j];
                    sum += r * r;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /**
     * How far this is from what the training engine makes of the same rows. Rounding errors grow with what is summed,
     * so a difference counts as a share of the largest value expected in its row where that is above 1.
     *
     * @param rows {@code float[rows][features]}
     * @param expected {@code float[rows][features]}
     * @return the largest difference; NaN where any value is
     */
    public double largestDifference(float[][] rows, float[][] expected) {
        Scratch scratch = newScratch();
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            float[] actual = reconstruct(rows[i], scratch);
            double magnitude = 1;
            double difference = 0;
            for (int j = 0; j < actual.length; j++) {
                magnitude = Math.max(magnitude, Math.abs(expected[i][j]));
                difference = Math.max(difference, Math.abs((double) actual[j] - expected[i][j]));
            }
            largest = Math.max(largest, difference / magnitude);
        }
        return largest;
    }

    /**
     * Buffers of one thread.
     *
     * @param uncertainty null where the code is no distribution
     */
    public record Scratch(Network.Buffers encoder, Network.Buffers decoder, Network.Buffers uncertainty) {}
}
