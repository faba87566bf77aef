package dev.sluice.trainer.engine;

/** What happens between encoder and decoder in training. Values are flattened rows. */
interface Bottleneck {

    /**
     * What the decoder gets.
     *
     * @param code {@code float[rows * outputs of the encoder]}, left as it is
     * @return {@code float[rows * latents]}, valid until the next call
     */
    float[] decoded(float[] code);

    /**
     * The way back.
     *
     * @param code as last given to {@link #decoded}
     * @param gradient of the loss by what the decoder got; may be overwritten
     * @param progress share of the training that is done, 0 to 1
     * @return gradient of the loss by the code, with what the bottleneck itself adds to the loss; valid until the next call
     */
    float[] gradient(float[] code, float[] gradient, double progress);
}
