package dev.sluice.trainer.detection;

/**
 * What members that were not fitted on them make of the rows of the history.
 *
 * @param reconstruction {@code float[rows][columns]}
 * @param centroid {@code float[rows][columns]}, the nearest
 * @param distance {@code double[rows]}, as {@code Ensemble.Opinion.distance()}
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
record OutOfFold(float[][] reconstruction, float[][] centroid, double[] distance) {}
