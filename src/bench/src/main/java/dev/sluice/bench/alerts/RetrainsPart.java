package dev.sluice.bench.alerts;

import dev.sluice.alert.AlertDesk;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Whether the budget holds across retrains: the same devices, with their desks, under one model after the other, each fitted
 * to another history. The number of openings under each must not be above the interval in which nine of ten counts lie
 * where the budget is what is true.
 */
final class RetrainsPart implements BenchPart {

    private static final int RETRAINS = 3;
    private static final double CORRELATION = 0.99;
    private static final double UPPER = 0.95;

    private static final BenchTarget TARGET =
            BenchTarget.atMost(1, "openings after each of 3 retrains, over the budget's 90 % interval", "x upper end");

    @Override
    public String name() {
        return "retrains";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(TARGET);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        int devices = run.quick() ? 10 : 100;
        Fleet fleet = new Fleet(CORRELATION, run.firstSeed() + 1);
        List<Device> all = new ArrayList<>();
        List<AlertDesk> desks = new ArrayList<>();
        for (int d = 0; d < devices; d++) {
            all.add(fleet.device("device-" + d));
            desks.add(fleet.desk());
        }
        int limit = upper(devices);
        double worst = 0;
        StringJoiner counts = new StringJoiner(", ");
        for (int r = 1; r <= RETRAINS; r++) {
            run.step("retrains: " + r + " of " + RETRAINS);
            fleet.retrain();
            int openings = 0;
            for (int d = 0; d < devices; d++) {
                desks.get(d).use(fleet.rule());
                openings += fleet.openings(all.get(d), desks.get(d));
            }
            counts.add(String.valueOf(openings));
            worst = Math.max(worst, (double) openings / limit);
        }
        String note = String.format(
                Locale.ROOT,
                "%s openings in %d device-days each, at most %d are within; autocorrelation %s",
                counts,
                devices,
                limit,
                CORRELATION);
        return List.of(run.quick() ? TARGET.measuredInPart(worst, "quick: " + note) : TARGET.measured(worst, note));
    }

    /** The count that a Poisson distribution of this mean does not exceed in {@value #UPPER} of all cases. */
    static int upper(double mean) {
        double probability = Math.exp(-mean);
        double sum = probability;
        int count = 0;
        while (sum < UPPER) {
            count++;
            probability *= mean / count;
            sum += probability;
        }
        return count;
    }
}
