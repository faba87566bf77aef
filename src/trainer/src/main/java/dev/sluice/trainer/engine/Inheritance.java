package dev.sluice.trainer.engine;

/**
 * What a training begins with, rather than at random.
 *
 * @param network weights, for columns as they are scaled now
 * @param codes {@code float[rows to fit][latents]}: what the predecessor made of the rows; not copied
 * @param pull weight of the mean squared distance of the codes from these, in units of each latent's variance, against
 *     the loss; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
public record Inheritance(Exported network, float[][] codes, double pull) {}
