package dev.sluice.bench.drift;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.drift.DriftReference;
import dev.sluice.drift.ReferenceFit;
import dev.sluice.drift.SignalCounts;
import dev.sluice.drift.SignalDrift;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Histories of a day, of three and of seven of each machine, and after each the windows that follow it, up to a quarter of
 * its length, of every length that drift is told for. All rows are normal.
 */
final class FeatureDriftPart implements BenchPart {
    private static final int[] DAYS = {1, 3, 7};
    private static final int ROWS_A_DAY = 1_440;
    private static final double LARGE = 0.25;
    private static final double SHIFT = 3;

    @Override
    public String name() {
        return "features";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        List<BenchTarget> targets = new ArrayList<>();
        for (int days : DAYS) {
            String after = " after a history of " + days + (days == 1 ? " day" : " days");
            targets.add(rate("normal windows with an index above 0.25" + after, Direction.AT_MOST));
            targets.add(rate("normal windows with a feature over its limit" + after, Direction.AT_MOST));
            targets.add(rate("... which is over it in the next window too" + after, Direction.AT_MOST));
            targets.add(rate("... of the features" + after, Direction.AT_MOST));
            targets.add(rate("features seen to be shifted by 3 deviations" + after, Direction.AT_LEAST));
        }
        return targets;
    }

    private static BenchTarget rate(String what, Direction direction) {
        return BenchTarget.informative(what, "%", direction);
    }

    /** What was counted. */
    private static final class Tally {
        private int windows;
        private int large;
        private int over;
        private int confirmed;
        private int features;
        private int featuresOver;
        private int shifted;
        private int seen;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<BenchTarget> targets = targets(run);
        List<BenchRow> rows = new ArrayList<>();
        for (int days : DAYS) {
            Tally tally = new Tally();
            for (String machine : Series.MACHINES) {
                run.step("drift of features: " + machine + ", history of " + days + " days");
                count(Series.of(run, machine), days * ROWS_A_DAY, tally);
            }
            double[] shares = {
                share(tally.large, tally.windows),
                share(tally.over, tally.windows),
                share(tally.confirmed, tally.windows),
                share(tally.featuresOver, tally.features),
                share(tally.seen, tally.shifted)
            };
            for (double share : shares) {
                rows.add(targets.get(rows.size())
                        .measured(share, tally.windows + " windows of 4 machines, 38 features"));
            }
        }
        return rows;
    }

    private static double share(int part, int whole) {
        return 100.0 * part / Math.max(1, whole);
    }

    private static void count(Series series, int history, Tally tally) {
        int step = history / 4;
        for (int begin = 0; begin + history + step <= series.rows().length; begin += step) {
            Observation[] rows = series.rows(begin, begin + history);
            FeatureEncoder encoder = FeatureEncoder.fit(series.features(), rows);
            DriftReference reference = ReferenceFit.fit(encoder, rows, new double[0], history);
            double[] shift = deviations(rows);
            for (int part = 0; part < reference.parts().size(); part++) {
                int length = (int) reference.length(part);
                boolean[] before = new boolean[shift.length];
                for (int at = begin + history; at + length <= begin + history + step; at += length) {
                    before = count(reference, encoder, part, series.rows(at, at + length), before, tally);
                }
                Observation[] moved = series.rows(begin + history, begin + history + length);
                countShifted(reference, encoder, part, moved, shift, tally);
            }
        }
    }

    /** Which features are over their limits. */
    private static boolean[] count(
            DriftReference reference,
            FeatureEncoder encoder,
            int part,
            Observation[] window,
            boolean[] before,
            Tally tally) {
        List<SignalDrift> drifts = compare(reference, encoder, part, window);
        boolean[] over = new boolean[drifts.size()];
        boolean large = false;
        boolean any = false;
        boolean confirmed = false;
        for (int s = 0; s < over.length; s++) {
            over[s] = drifts.get(s).degree() > 1;
            large |= drifts.get(s).index() > LARGE;
            any |= over[s];
            confirmed |= over[s] && before[s];
            tally.featuresOver += over[s] ? 1 : 0;
        }
        tally.features += over.length;
        tally.windows++;
        tally.large += large ? 1 : 0;
        tally.over += any ? 1 : 0;
        tally.confirmed += confirmed ? 1 : 0;
        return over;
    }

    private static List<SignalDrift> compare(
            DriftReference reference, FeatureEncoder encoder, int part, Observation[] window) {
        SignalCounts counts = new SignalCounts(reference, encoder);
        for (Observation row : window) {
            counts.add(row);
        }
        return reference.compare(counts, part);
    }

    private static void countShifted(
            DriftReference reference,
            FeatureEncoder encoder,
            int part,
            Observation[] window,
            double[] shift,
            Tally tally) {
        Observation[] moved = new Observation[window.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = window[i].copy();
            for (int j = 0; j < shift.length; j++) {
                moved[i].values[j] += SHIFT * shift[j];
            }
        }
        List<SignalDrift> drifts = compare(reference, encoder, part, moved);
        for (int j = 0; j < shift.length; j++) {
            if (shift[j] > 0) {
                tally.shifted++;
                tally.seen += drifts.get(j).degree() > 1 ? 1 : 0;
            }
        }
    }

    private static double[] deviations(Observation[] rows) {
        int d = rows[0].values.length;
        double[] deviations = new double[d];
        for (int j = 0; j < d; j++) {
            double sum = 0;
            double squares = 0;
            for (Observation row : rows) {
                sum += row.values[j];
                squares += row.values[j] * row.values[j];
            }
            double mean = sum / rows.length;
            deviations[j] = Math.sqrt(Math.max(0, squares / rows.length - mean * mean));
        }
        return deviations;
    }
}
