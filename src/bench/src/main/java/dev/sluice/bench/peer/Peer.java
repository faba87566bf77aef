package dev.sluice.bench.peer;

/** A published detector that runs beside Sluice on the same rows. */
public interface Peer {

    /** As in the table. */
    String name();

    /**
     * Fits and scores.
     *
     * @param train {@code float[rows][columns]}, standardized
     * @param test the same columns
     * @return {@code double[test rows]}, larger for the more anomalous
     */
    double[] score(float[][] train, float[][] test);
}
