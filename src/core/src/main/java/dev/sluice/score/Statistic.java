package dev.sluice.score;

/**
 * One number for how unusual a row is; what is calibrated into a p-value. Larger is more unusual. Immutable: what it
 * remembers of an entity is handed in.
 */
public interface Statistic {

    /** Width of the rows. */
    int columns();

    /** What {@link #of} works with; each thread brings its own. */
    Evidence newEvidence();

    /** How many floats it remembers of an entity; 0 where every row is judged on its own. */
    int memory();

    /**
     * Judges a row; fills {@link Evidence#expected} and {@link Evidence#contributions}.
     *
     * @param evidence with x, present, latent and reconstruction set
     * @param memory {@code float[memory()]} of the row's entity, all 0 before its first row; updated
     * @return the statistic, at least 0
     */
    double of(Evidence evidence, float[] memory);

    /**
     * Takes out of an entity's memory what some columns have put there: as if they had been as expected lately.
     *
     * @param columns {@code boolean[columns()]}
     * @param memory {@code float[memory()]}; updated
     */
    void forget(boolean[] columns, float[] memory);
}
