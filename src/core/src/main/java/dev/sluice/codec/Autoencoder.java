package dev.sluice.codec;

/** A model's two halves, as the codec sees them: fields, in their own units, to a latent, and back. */
public interface Autoencoder {

    /** Size of the latent, at least 1. */
    int latents();

    /**
     * The latent of a record. It need not be the same on every machine.
     *
     * @param values {@code double[fields]}; NaN for what is not there; not changed
     * @return {@code float[latents]}, which the next call may overwrite
     */
    float[] encode(double[] values);

    /**
     * The record that a latent stands for, in the same bits on every machine.
     *
     * @param latent {@code float[latents]}; not changed
     * @param values {@code double[fields]}, overwritten; NaN for a field of which nothing is known
     */
    void decode(float[] latent, double[] values);

    /** One that another thread may use at the same time: this one, unless it has room of its own to work in. */
    default Autoencoder forThread() {
        return this;
    }
}
