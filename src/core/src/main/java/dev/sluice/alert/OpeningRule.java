package dev.sluice.alert;

/**
 * When an incident opens and when it is over: it opens where {@code needed} of an entity's last {@code of} records are
 * evidence, and is over after {@code quietRecords} quiet ones in a row. What is between evidence and quiet keeps an incident
 * open, but opens none.
 *
 * @param needed records of evidence, at least 1
 * @param of records that are looked at, from {@code needed} to {@value #MOST}
 * @param evidence a record is evidence where its {@code ln p} is at most this, below 0
 * @param quiet a record is quiet where its {@code ln p} is above this; from {@code evidence} to 0
 * @param quietRecords at least 1
 * @param rate incidents that open for each record of normal traffic, about; at least 0
 */
public record OpeningRule(int needed, int of, double evidence, double quiet, int quietRecords, double rate) {

    /** Most records that are looked at. */
    public static final int MOST = 31;

    static final int NEEDED = 3;
    static final int OF = 5;
    static final int QUIET_RECORDS = 10;

    /**
     * How much below the budget the rule aims: normal traffic of tomorrow is not that of the history, and what calibration
     * says so far out is extrapolated.
     */
    static final double MARGIN = 4;

    private static final double LOUDEST_QUIET = 0.03;

    public OpeningRule {
        if (needed < 1 || of < needed || of > MOST) {
            throw new IllegalArgumentException(
                    "an incident opens on 1 to n of at most " + MOST + " records, not on " + needed + " of " + of);
        }
        if (!(evidence < 0 && evidence <= quiet && quiet <= 0) || Double.isInfinite(evidence)) {
            throw new IllegalArgumentException(
                    "evidence must be at most quiet, and both ln p: " + evidence + ", " + quiet);
        }
        if (quietRecords < 1) {
            throw new IllegalArgumentException(
                    "an incident is over after at least 1 quiet record, not " + quietRecords);
        }
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate of openings must be from 0 to 1: " + rate);
        }
    }

    /**
     * A rule that needs no history: even if all evidence came in a row, p-values that are right keep it within its aim.
     *
     * @param alertProbability p-value at which the score is 1.0
     */
    public static OpeningRule of(double alertProbability) {
        return of(NEEDED, OF, alertProbability, surest(NEEDED, alertProbability), aim(NEEDED, alertProbability));
    }

    static OpeningRule of(int needed, int of, double alertProbability, double evidence, double rate) {
        double quiet = Math.min(StrictMath.log(alertProbability) / 2, StrictMath.log(LOUDEST_QUIET));
        return new OpeningRule(needed, of, evidence, Math.max(evidence, quiet), QUIET_RECORDS, rate);
    }

    /** The {@code ln p} beyond which no rule has to go: an opening takes {@code needed} records, each of that probability. */
    static double surest(int needed, double alertProbability) {
        return Math.min(StrictMath.log(alertProbability), StrictMath.log(needed * aim(needed, alertProbability)));
    }

    /** Openings for each record that are aimed at. One record alone is what the budget was counted in. */
    static double aim(int needed, double alertProbability) {
        return needed == 1 ? alertProbability : alertProbability / MARGIN;
    }

    boolean isEvidence(double logP) {
        return logP <= evidence;
    }

    boolean isQuiet(double logP) {
        return logP > quiet;
    }
}
