package dev.sluice.trainer.engine;

/**
 * What a training begins with, rather than at random.
 *
 * @param network weights, for columns as they are scaled now
 * @param codes {@code float[rows to fit][latents]}: what the predecessor made of the rows; not copied
 * @param validationCodes {@code float[rows to validate][latents]}: likewise
 * @param pull weight of the mean squared distance of the codes from these, in units of each latent's variance, against
 *     the loss; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
public record Inheritance(Exported network, float[][] codes, float[][] validationCodes, double pull) {

    /** Codes of so many of the rows to validate, as {@link ScaledRows#sample} takes them. */
    float[][] validationSample(int count) {
        float[][] sample = new float[count][];
        for (int i = 0; i < count; i++) {
            sample[i] = validationCodes[(int) ((long) i * validationCodes.length / count)];
        }
        return sample;
    }
}
