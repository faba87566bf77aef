package dev.sluice.alert;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the rule whose rate of openings on normal history keeps to the budget. What is counted are episodes, each from a
 * record that is not quiet to the run of quiet ones that ends it, because an incident opens once in each, however many
 * unusual records it has: so scores that resemble their neighbours do not multiply openings.
 *
 * <p>An episode's height is the largest, over its records, of the n-th largest {@code -ln p} among the last m records of the
 * entity: an incident opens in it where evidence begins below. Heights beyond those that were seen are taken to be
 * exponential, the usual tail of {@code -ln p}, with the mean excess of the highest ones.
 */
public final class OpeningFit {

    /** Highest episodes that tell the tail. */
    private static final int HIGHEST = 200;
    /** With fewer the history tells nothing of its own. */
    private static final int FEWEST = 20;
    /** Share of the episodes that is tail. */
    private static final double TAIL = 0.25;
    /** One-sided, of a normal distribution. */
    private static final double NINETY_PERCENT = 1.2816;

    private static final double SLOWEST = 0.5;

    private final int needed;
    private final int of;
    private final OpeningRule rule; // for what is quiet
    private final Map<Long, Run> runs = new HashMap<>();
    private double[] heights = new double[64];
    private int episodes;

    private OpeningFit(int needed, int of, double alertProbability) {
        this.needed = needed;
        this.of = of;
        this.rule = OpeningRule.of(
                needed, of, alertProbability, OpeningRule.surest(needed, alertProbability), alertProbability);
    }

    /**
     * @param logP {@code double[rows]}: of rows that the model was not fitted on, in the order of time
     * @param runs {@code long[rows]}: rows of the same run follow each other, and are of one entity
     * @param alertProbability openings for each record that the budget allows
     */
    public static OpeningRule fit(double[] logP, long[] runs, double alertProbability) {
        if (logP.length != runs.length) {
            throw new IllegalArgumentException(logP.length + " rows of " + runs.length + " runs");
        }
        boolean single = areShort(runs);
        OpeningFit fit = single
                ? new OpeningFit(1, 1, alertProbability)
                : new OpeningFit(OpeningRule.NEEDED, OpeningRule.OF, alertProbability);
        for (int i = 0; i < logP.length; i++) {
            fit.add(runs[i], logP[i]);
        }
        fit.runs.values().forEach(fit::end);
        return fit.rule(logP.length, alertProbability);
    }

    /** Whether most rows are of runs with fewer than are looked at: there is no waiting for a second opinion. */
    private static boolean areShort(long[] runs) {
        Map<Long, Integer> lengths = new HashMap<>();
        for (long run : runs) {
            lengths.merge(run, 1, Integer::sum);
        }
        long rows = lengths.values().stream()
                .filter(length -> length < 2 * OpeningRule.OF)
                .mapToLong(Integer::longValue)
                .sum();
        return 2 * rows > runs.length;
    }

    /** The last rows of a run, and the episode it is in. */
    private static final class Run {
        final double[] last; // -ln p, a ring
        int rows;
        int quiet = Integer.MAX_VALUE;
        double height;

        Run(int of) {
            last = new double[of];
        }
    }

    private void add(long of, double logP) {
        Run run = runs.computeIfAbsent(of, r -> new Run(this.of));
        run.last[run.rows++ % this.of] = -logP;
        if (!rule.isQuiet(logP)) {
            run.quiet = 0;
        } else if (run.quiet == Integer.MAX_VALUE) {
            return;
        } else if (++run.quiet >= rule.quietRecords()) {
            end(run);
            return;
        }
        double[] sorted = run.last.clone();
        Arrays.sort(sorted);
        run.height = Math.max(run.height, sorted[this.of - needed]);
    }

    private void end(Run run) {
        if (run.height > 0) {
            if (episodes == heights.length) {
                heights = Arrays.copyOf(heights, 2 * episodes);
            }
            heights[episodes++] = run.height;
        }
        run.height = 0;
        run.quiet = Integer.MAX_VALUE;
    }

    private OpeningRule rule(int rows, double alertProbability) {
        double aim = OpeningRule.aim(needed, alertProbability);
        double surest = -OpeningRule.surest(needed, alertProbability);
        double lowest = -StrictMath.log(alertProbability);
        Arrays.sort(heights, 0, episodes);
        int tail = Math.min(HIGHEST, (int) (TAIL * episodes));
        if (tail < FEWEST) {
            return OpeningRule.of(needed, of, alertProbability, -surest, aim);
        }
        double start = heights[episodes - tail - 1];
        double excess = 0;
        for (int i = episodes - tail; i < episodes; i++) {
            excess += (heights[i] - start) / tail;
        }
        double rate = (double) tail / rows;
        // On the safe side of how much so many episodes can tell.
        double doubt = 1 + NINETY_PERCENT / Math.sqrt(tail);
        double scale = Math.max(1e-9, Math.min(1 / SLOWEST, excess * doubt));
        double fitted = start + scale * StrictMath.log(rate * doubt / aim);
        double evidence = Math.max(lowest, Math.min(surest, Math.max(start, fitted)));
        double expected = Math.min(rate, rate * StrictMath.exp(-(evidence - start) / scale));
        return OpeningRule.of(needed, of, alertProbability, -evidence, expected);
    }
}
