package dev.sluice.bench.report;

/**
 * One figure of a bench.
 *
 * @param target what was measured
 * @param value NaN where it could not be
 * @param comparable whether the value is of all that the target is meant for
 * @param note spread, parts, what was left out, or why there is no value; may be empty
 */
public record BenchRow(BenchTarget target, double value, boolean comparable, String note) {

    public Verdict verdict() {
        if (!comparable || Double.isNaN(value) || Double.isNaN(target.target())) {
            return Verdict.OPEN;
        }
        return target.direction().holds(value, target.target()) ? Verdict.MET : Verdict.MISSED;
    }
}
