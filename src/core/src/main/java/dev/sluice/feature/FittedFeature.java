package dev.sluice.feature;

/** One feature with what was learned of it from the training rows. Immutable. */
public sealed interface FittedFeature
        permits FieldScaler, DerivedFeature, ArrayFeature, CategoryFeature, TimeFeature, TextFeature {

    FeatureSpec spec();

    /** Name in the input record. */
    default String field() {
        return spec().field();
    }

    /** How many columns it has, at least one. */
    int columns();

    /** Whether what the network makes of its columns is a residual; otherwise they are context. */
    default boolean isJudged() {
        return true;
    }

    /** A name for one of its columns, from 0, for people. */
    default String columnName(int column) {
        return columns() == 1 ? field() : field() + "[" + column + "]";
    }

    /**
     * Writes its columns, unless it is missing. A column that is missing on its own is written as NaN.
     *
     * @param value its first number in the observation
     * @param text its text in the observation
     * @param entity index of the record's entity, or {@link EntityLevels#UNKNOWN}
     * @param into {@code float[]}, written from {@code column} on
     * @return false where it is missing; nothing is written then
     */
    boolean encode(Observation observed, int value, int text, int entity, float[] into, int column);

    /** Writes the columns of its normal level, which stands in where it is missing. */
    void impute(float[] into, int column);

    /** A value of one of its columns, from 0, in the input's unit; NaN where the columns have none. */
    default double unscaled(int column, float scaled) {
        return Double.NaN;
    }

    /** What was observed, as one number in the input's unit; NaN where it is missing or no number. */
    default double observed(Observation observed, int value) {
        return Double.NaN;
    }

    /** What was observed, as a text; null where it is missing or no text. */
    default String observedText(Observation observed, int text) {
        return spec().type().isText() ? observed.texts[text] : null;
    }

    /** What its columns stand for, as a text; null where it is no category, or none that has a column of its own. */
    default String expectedText(float[] reconstruction, int column) {
        return null;
    }

    /** What its columns stand for, as one number in the input's unit; NaN where it is no number. */
    default double expected(float[] reconstruction, int column, int entity) {
        return Double.NaN;
    }
}
