package dev.sluice.codec;

import java.util.function.UnaryOperator;

/**
 * A model's two halves, as the codec sees them: features {@code (x - center) / scale} to a latent, and back. The decoder must
 * give the same bits everywhere, as {@code inference.Network} does; the encoder need not.
 */
public final class Autoencoder {

    private static final double LARGEST = 1e6;

    private final int latents;
    private final double[] centers; // [fields]
    private final double[] scales; // [fields]
    private final UnaryOperator<float[]> encoder;
    private final UnaryOperator<float[]> decoder;

    /**
     * @param centers {@code double[fields]}, finite
     * @param scales {@code double[fields]}, above 0
     * @param encoder {@code float[fields]} to {@code float[latents]}
     * @param decoder {@code float[latents]} to {@code float[fields]}
     */
    public Autoencoder(
            int latents,
            double[] centers,
            double[] scales,
            UnaryOperator<float[]> encoder,
            UnaryOperator<float[]> decoder) {
        this.latents = latents;
        this.centers = centers.clone();
        this.scales = scales.clone();
        this.encoder = encoder;
        this.decoder = decoder;
    }

    public int latents() {
        return latents;
    }

    /** The latent of a record; what is not there, and what is out of all bounds, is taken to be at the center. */
    public float[] encode(Records records, int r) {
        float[] x = new float[centers.length];
        for (int f = 0; f < x.length; f++) {
            double scaled = (records.value(r, f) - centers[f]) / scales[f];
            x[f] = Math.abs(scaled) < LARGEST ? (float) scaled : 0;
        }
        return encoder.apply(x);
    }

    public float[] decode(float[] latent) {
        return decoder.apply(latent);
    }

    /** A field in its own unit. */
    public double value(int field, float feature) {
        return centers[field] + feature * scales[field];
    }
}
