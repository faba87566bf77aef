package dev.sluice.codec;

/**
 * Where the numbers of a field lie.
 *
 * @param kind what its values are
 * @param origin what is expected of a field of which nothing else is known; finite
 * @param bound the largest error; 0 for a field that is exact
 * @param step between two numbers that can be told apart: just under twice the bound, so that rounding stays within it; of
 *     whole values just under the number of those that one may stand for; 0 where values are coded by their bits
 */
public record FieldGrid(FieldKind kind, double origin, double bound, double step) {

    /** Numbers are integers in units of a step over 65,536. */
    static final int SHIFT = 16;

    private static final double UNDER = 1 - 0x1p-20;
    private static final double LEAST = 0x1p-960;
    private static final double MOST = 0x1p960;

    /** @throws IllegalArgumentException where no fit can have made it */
    public FieldGrid {
        if (!Double.isFinite(origin)
                || !(bound >= 0 && bound <= Double.MAX_VALUE)
                || !(step == 0 || (step >= LEAST && step <= MOST))) {
            throw new IllegalArgumentException(
                    "a grid has a finite origin, a bound of 0 or more, and a step of 0 or from " + LEAST + " to " + MOST
                            + ", got " + origin + ", " + bound + " and " + step);
        }
    }

    /** Of any numbers. */
    static FieldGrid of(double origin, double bound) {
        return of(FieldKind.REAL, origin, bound);
    }

    static FieldGrid of(FieldKind kind, double origin, double bound) {
        double step = UNDER * (kind == FieldKind.INTEGER ? 2 * Math.floor(bound) + 1 : 2 * bound);
        // A bound in the last bits of a double's range has no grid.
        boolean usable = step >= LEAST && step <= MOST;
        return new FieldGrid(kind, origin, usable ? bound : 0, usable ? step : 0);
    }

    /** Of values that are coded by their bits. */
    static FieldGrid exact(FieldKind kind, double origin) {
        return new FieldGrid(kind, origin, 0, 0);
    }

    /** Whether values are coded by their bits. */
    boolean exact() {
        return step == 0;
    }

    /** In units; not rounded. */
    double units(double value) {
        return (value - origin) / step * (1 << SHIFT);
    }

    /** The value that a reader gives. */
    double value(long units) {
        return kind.finish(origin + units * (step / (1 << SHIFT)));
    }

    /**
     * What later numbers are predicted from: of whole values, which a reader knows better than the residual tells, the
     * value's place.
     */
    long settled(long units, double value) {
        return kind == FieldKind.INTEGER ? (long) Math.rint(units(value)) : units;
    }

    boolean holds(double value, double decoded) {
        return Math.abs(value - decoded) <= bound && (value != 0 || Double.doubleToRawLongBits(value) == 0);
    }
}
