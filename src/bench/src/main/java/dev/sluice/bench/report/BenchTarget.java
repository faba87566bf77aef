package dev.sluice.bench.report;

/**
 * What a row measures, and what it should come to.
 *
 * @param what names the row
 * @param unit of the value
 * @param target NaN for a row that only informs
 * @param direction which side of the target is good
 */
public record BenchTarget(String what, String unit, double target, Direction direction) {

    public static BenchTarget atLeast(double target, String what, String unit) {
        return new BenchTarget(what, unit, target, Direction.AT_LEAST);
    }

    public static BenchTarget atMost(double target, String what, String unit) {
        return new BenchTarget(what, unit, target, Direction.AT_MOST);
    }

    /** A row without a target. */
    public static BenchTarget informative(String what, String unit, Direction direction) {
        return new BenchTarget(what, unit, Double.NaN, direction);
    }

    /** The row with its value. */
    public BenchRow measured(double value, String note) {
        return new BenchRow(this, value, true, note);
    }

    /** The row with a value of less than the target is meant for, as {@code --quick} measures: neither met nor missed. */
    public BenchRow measuredInPart(double value, String note) {
        return new BenchRow(this, value, false, note);
    }

    /** The row without a value. */
    public BenchRow notMeasured(String why) {
        return new BenchRow(this, Double.NaN, false, why);
    }
}
