package dev.sluice.cli.init;

/** What a feature's field held in the sample: of numbers their range, of all else how often it was there. Mutable; filled value by value. */
final class FieldRange {

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private int present;

    void add(double value) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        present++;
    }

    /** Something that is no number. */
    void addOther() {
        present++;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /**
     * The share of records without it.
     *
     * @param records how many there were in all
     */
    double missing(int records) {
        return 1 - (double) present / records;
    }

    boolean isConstant() {
        return min == max;
    }
}
