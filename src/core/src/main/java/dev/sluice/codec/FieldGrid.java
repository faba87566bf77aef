package dev.sluice.codec;

/**
 * Where the numbers of a field lie.
 *
 * @param origin what is expected of a field of which nothing else is known; finite
 * @param bound the largest error; 0 for a field that is exact
 * @param step between two numbers that can be told apart: just under twice the bound, so that rounding stays within it
 */
record FieldGrid(double origin, double bound, double step) {

    /** Numbers are integers in units of a step over 65,536. */
    static final int SHIFT = 16;

    private static final double UNDER = 1 - 0x1p-20;

    static FieldGrid of(double origin, double bound) {
        double step = 2 * bound * UNDER;
        // A bound in the last bits of a double's range has no grid.
        boolean usable = step >= 0x1p-960 && step <= 0x1p960;
        return new FieldGrid(origin, usable ? bound : 0, usable ? step : 0);
    }

    boolean exact() {
        return step == 0;
    }

    /** In units; not rounded. */
    double units(double value) {
        return (value - origin) / step * (1 << SHIFT);
    }

    double value(long units) {
        return origin + units * (step / (1 << SHIFT));
    }

    boolean holds(double value, double decoded) {
        return Math.abs(value - decoded) <= bound && (value != 0 || Double.doubleToRawLongBits(value) == 0);
    }
}
