package dev.sluice.codec;

/** About what it costs to code whole values exactly, by a grid of integers and by their bits. */
final class ExactCost {

    /** Of telling a value's bits where they differ at all: two places, and that they do. */
    private static final double PLACES = 13;

    private static final double ESCAPE = 20;
    private static final double LARGEST_STEP = 1 << 19;
    private static final double FARTHEST = 1L << 27;

    private ExactCost() {}

    /**
     * @param rows values of a field in order; others than finite ones are left out
     * @param origin of the grid
     */
    static boolean isGridCheaper(double[] rows, double origin) {
        double grid = 0;
        double bits = 0;
        double before = origin;
        for (double value : rows) {
            if (!Double.isFinite(value)) {
                continue;
            }
            double raw = bits(value, before);
            double step = Math.min(Math.abs(value - before), Math.abs(value - origin));
            boolean near = step < LARGEST_STEP && Math.abs(value - origin) < FARTHEST;
            grid += near ? log2(1 + 2 * step) : ESCAPE + raw;
            bits += raw;
            before = value;
        }
        return grid <= bits;
    }

    private static double bits(double value, double before) {
        long different = Double.doubleToRawLongBits(value) ^ Double.doubleToRawLongBits(before);
        if (different == 0) {
            return 0;
        }
        return PLACES + Math.max(0, 62 - Long.numberOfLeadingZeros(different) - Long.numberOfTrailingZeros(different));
    }

    private static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }
}
