package dev.sluice.drift;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes a reference from the history that a model is made from, in two passes over its rows. */
public final class ReferenceFit {
    /** Rows that the bins are chosen from, evenly spread. */
    private static final int CUT_ROWS = 8_192;
    /** Of a part at least: ten in each bin of ten. */
    private static final int PART_ROWS = 50;
    /** Numbers that are held for the choice of the bins at most. */
    private static final long MOST_NUMBERS = 1 << 23;

    private ReferenceFit() {}

    /**
     * @param rows in the order of time, with what is derived from them; at least one
     * @param pValues of rows in the order of time that the model was not fitted on; empty where they are not known
     * @param records that the rows are a sample of
     */
    public static DriftReference fit(FeatureEncoder encoder, Observation[] rows, double[] pValues, long records) {
        List<Integer> parts = parts(rows.length);
        Signals signals = new Signals(encoder);
        Cuts[] cuts = cuts(signals, rows);
        int finest = parts.isEmpty() ? 1 : parts.get(0);
        Counts[][] counts = new Counts[cuts.length][finest];
        for (int s = 0; s < cuts.length; s++) {
            int bins = cuts[s].bins();
            Arrays.setAll(counts[s], p -> new Counts(bins));
        }
        for (int i = 0; i < rows.length; i++) {
            signals.read(rows[i]);
            int part = (int) ((long) i * finest / rows.length);
            for (int s = 0; s < cuts.length; s++) {
                count(counts[s][part], cuts[s], signals.value(s));
            }
        }
        List<String> names = signals.names();
        List<SignalReference> features = IntStream.range(0, cuts.length)
                .mapToObj(s ->
                        reference(names.get(s), signals.categories(s) == 0, cuts[s], List.of(counts[s]), parts.size()))
                .toList();
        return new DriftReference(Math.max(records, rows.length), parts, features, score(pValues, parts));
    }

    /** As many as have rows enough, halved from one to the next. */
    private static List<Integer> parts(int rows) {
        List<Integer> parts = new ArrayList<>();
        for (int p = DriftReference.MOST_PARTS; p >= DriftReference.FEWEST_PARTS; p /= 2) {
            if (rows / p >= PART_ROWS) {
                parts.add(p);
            }
        }
        return parts;
    }

    private static Cuts[] cuts(Signals signals, Observation[] rows) {
        int count = (int) Math.min(
                Math.min(CUT_ROWS, rows.length), Math.max(1, MOST_NUMBERS / Math.max(1, signals.size())));
        float[][] values = new float[signals.size()][count];
        for (int i = 0; i < count; i++) {
            signals.read(rows[(int) ((long) i * rows.length / count)]);
            for (int s = 0; s < values.length; s++) {
                values[s][i] = (float) signals.value(s);
            }
        }
        Cuts[] cuts = new Cuts[values.length];
        for (int s = 0; s < cuts.length; s++) {
            int categories = signals.categories(s);
            cuts[s] = categories > 0 ? Cuts.wholes(categories) : Cuts.deciles(sorted(values[s]));
        }
        return cuts;
    }

    private static double[] sorted(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private static void count(Counts counts, Cuts cuts, double x) {
        if (Double.isNaN(x)) {
            counts.countMissing();
        } else {
            counts.count(cuts.bin(x));
        }
    }

    /** Fewer rows than of the features, but of the same time: parts of the same number. */
    private static Optional<SignalReference> score(double[] pValues, List<Integer> parts) {
        if (parts.isEmpty() || pValues.length < parts.get(0)) {
            return Optional.empty();
        }
        float[] values = new float[pValues.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) pValues[i];
        }
        Cuts cuts = Cuts.deciles(sorted(values));
        Counts[] counts = new Counts[parts.get(0)];
        Arrays.setAll(counts, p -> new Counts(cuts.bins()));
        for (int i = 0; i < values.length; i++) {
            counts[(int) ((long) i * counts.length / values.length)].count(cuts.bin(values[i]));
        }
        return Optional.of(reference(DriftReference.SCORE, true, cuts, List.of(counts), parts.size()));
    }

    private static SignalReference reference(
            String name, boolean ordered, Cuts cuts, List<Counts> finest, int lengths) {
        Counts all = new Counts(cuts.bins());
        finest.forEach(all::add);
        List<Wander> wanders = new ArrayList<>();
        List<Counts> parts = finest;
        for (int l = 0; l < lengths; l++) {
            wanders.add(Wander.of(parts));
            parts = Wander.halved(parts);
        }
        return new SignalReference(name, ordered, cuts, all, wanders);
    }
}
