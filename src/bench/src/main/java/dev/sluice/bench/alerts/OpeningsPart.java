package dev.sluice.bench.alerts;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many incidents open in normal traffic of devices that send once a second, under the default budget of one a day. */
final class OpeningsPart implements BenchPart {

    private static final double[] CORRELATIONS = {0, 0.99};
    private static final String UNIT = "per device-day";

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(0.01, "false openings, independent scores", UNIT),
            BenchTarget.atMost(0.05, "false openings, autocorrelation 0.99", UNIT));

    @Override
    public String name() {
        return "openings";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        int days = run.quick() ? 100 : 1_000;
        List<BenchRow> rows = new ArrayList<>();
        for (int c = 0; c < CORRELATIONS.length; c++) {
            Fleet fleet = new Fleet(CORRELATIONS[c], run.firstSeed());
            int openings = 0;
            for (int day = 0; day < days; day++) {
                if (day % 100 == 0) {
                    run.step("openings: autocorrelation " + CORRELATIONS[c] + ", device-day " + day + " of " + days);
                }
                openings += fleet.openings(fleet.device("device-" + day), fleet.desk());
            }
            String note = String.format(
                    Locale.ROOT,
                    "%d in %,d device-days at 1 Hz, %d of %d records with ln p at most %.1f; default budget",
                    openings,
                    days,
                    fleet.rule().needed(),
                    fleet.rule().of(),
                    fleet.rule().evidence());
            double rate = (double) openings / days;
            rows.add(
                    run.quick()
                            ? TARGETS.get(c).measuredInPart(rate, "quick: " + note)
                            : TARGETS.get(c).measured(rate, note));
        }
        return rows;
    }
}
