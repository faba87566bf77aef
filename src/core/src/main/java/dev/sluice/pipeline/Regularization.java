package dev.sluice.pipeline;

/**
 * What keeps an autoencoder from learning its rows by heart.
 *
 * @param sparsity weight of the code's mean absolute value in the loss of a sparse autoencoder
 * @param noise added to the input
 * @param noiseLevel standard deviation of gaussian noise in scaled units, or share of the values that are masked
 * @param klWeight weight of the code's divergence from a standard normal distribution in a variational autoencoder
 * @param klWarmup share of the training over which that weight rises from 0
 * @param dropout share of hidden values set to 0 in a training step
 * @param l2 weight of half the squared weights in the loss
 */
public record Regularization(
        double sparsity, Noise noise, double noiseLevel, double klWeight, double klWarmup, double dropout, double l2) {

    public static final Regularization DEFAULT = new Regularization(0.05, Noise.AUTO, 0.3, 1, 0.3, 0, 0);
}
