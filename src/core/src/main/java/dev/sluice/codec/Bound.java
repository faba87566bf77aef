package dev.sluice.codec;

/**
 * The largest error that a field may have.
 *
 * @param size 0 for none: exact
 * @param relative whether {@code size} is a share of the range of the field in training, or in the field's own unit
 */
public record Bound(double size, boolean relative) {

    /** Every bit of every value. */
    public static final Bound EXACT = new Bound(0, false);

    public Bound {
        if (!(size >= 0) || Double.isInfinite(size)) {
            throw new IllegalArgumentException("a bound must be 0 or more, and finite, got " + size);
        }
    }

    /** A share of the field's range in training. */
    public static Bound relative(double share) {
        return new Bound(share, true);
    }

    /** In the field's own unit. */
    public static Bound absolute(double size) {
        return new Bound(size, false);
    }

    double of(double range) {
        return relative ? size * range : size;
    }
}
