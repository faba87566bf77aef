package dev.sluice.trainer.judge;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Quantile;
import dev.sluice.feature.Slots;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.training.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows that models are judged on, after the rows of the same runs before them, which only bring a model's memory up to
 * date. Immutable.
 */
final class Slice {
    /** Rows that count at most: the latest. */
    private static final int MOST = 10_000;
    /** Rows of a run before its first that counts: longer than a model's slowest average remembers. */
    private static final int WARM_UP = 300;
    /** Rows that the spread of features is taken from. */
    private static final int MEASURED = 2_000;
    /** Share of values at either end that may be wild. */
    private static final double WILD = 0.005;
    /** A smaller share of the level is rounding noise. */
    private static final double CONSTANT = 1e-9;

    private final List<FeatureSpec> features;
    private final Observation[] observations; // [rows]
    private final long[] runs; // [rows]
    private final BitSet counted;
    private final double[]
            spread; // [features]: root of the mean squared distance from the median; of a category, the share of all
    // but the commonest

    /**
     * @param history in the order of time
     * @param counted which of its rows are to count
     */
    Slice(History history, BitSet counted) {
        TrainingRows rows = history.rows();
        this.features = history.features();
        BitSet latest = latest(counted);
        int[] chosen = withWarmUp(rows.runs(), latest);
        this.observations =
                Arrays.stream(chosen).mapToObj(i -> rows.observations()[i]).toArray(Observation[]::new);
        this.runs = Arrays.stream(chosen).mapToLong(i -> rows.runs()[i]).toArray();
        this.counted = new BitSet(chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            this.counted.set(i, latest.get(chosen[i]));
        }
        this.spread = new double[features.size()];
        measure(rows.observations());
    }

    private static BitSet latest(BitSet counted) {
        BitSet latest = (BitSet) counted.clone();
        int over = latest.cardinality() - MOST;
        for (int i = latest.nextSetBit(0); over > 0; i = latest.nextSetBit(i + 1)) {
            latest.clear(i);
            over--;
        }
        return latest;
    }

    private static int[] withWarmUp(long[] runs, BitSet counted) {
        Map<Long, Integer> before = new LinkedHashMap<>();
        BitSet chosen = (BitSet) counted.clone();
        Set<Long> wanted = new HashSet<>();
        counted.stream().forEach(i -> wanted.add(runs[i]));
        for (int i = counted.length() - 1; i >= 0; i--) {
            if (wanted.contains(runs[i]) && !counted.get(i) && before.merge(runs[i], 1, Integer::sum) <= WARM_UP) {
                chosen.set(i);
            }
        }
        return chosen.stream().toArray();
    }

    private void measure(Observation[] rows) {
        Slots slots = new Slots(features);
        int n = Math.min(MEASURED, rows.length);
        Observation[] sample = IntStream.range(0, n)
                .mapToObj(i -> rows[(int) ((long) i * rows.length / n)])
                .toArray(Observation[]::new);
        for (int j = 0; j < spread.length; j++) {
            FeatureSpec spec = features.get(j);
            int value = slots.value(j);
            int text = slots.text(j);
            if (spec.type() == FeatureType.CATEGORICAL) {
                spread[j] = uncommon(sample, text);
            } else if (spec.type() == FeatureType.NUMBER || spec.type() == FeatureType.BOOLEAN) {
                distances(sample, value, 1, j);
            } else if (spec.type() == FeatureType.ARRAY) {
                distances(sample, value, spec.size(), j);
            }
        }
    }

    private void distances(Observation[] sample, int slot, int length, int feature) {
        double[] sorted = Arrays.stream(sample)
                .flatMapToDouble(o -> Arrays.stream(o.values, slot, slot + length))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return;
        }
        double median = Quantile.ofSorted(sorted, 0.5);
        // A few wild values must not make all else look like nothing.
        double low = Quantile.ofSorted(sorted, WILD);
        double high = Quantile.ofSorted(sorted, 1 - WILD);
        double square = Arrays.stream(sorted)
                .map(v -> Math.max(low, Math.min(high, v)) - median)
                .map(d -> d * d / sorted.length)
                .sum();
        double deviation = Math.sqrt(square);
        spread[feature] = Double.isFinite(deviation) && deviation > CONSTANT * Math.abs(median) ? deviation : 0;
    }

    private static double uncommon(Observation[] sample, int slot) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int all = 0;
        for (Observation o : sample) {
            if (o.texts[slot] != null) {
                counts.merge(o.texts[slot], 1, Integer::sum);
                all++;
            }
        }
        int commonest =
                counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return all == 0 ? 0 : 1 - (double) commonest / all;
    }

    List<FeatureSpec> features() {
        return features;
    }

    /** How many rows there are, those before the ones that count included. */
    int size() {
        return observations.length;
    }

    /** Not to be written to. */
    Observation observation(int row) {
        return observations[row];
    }

    long run(int row) {
        return runs[row];
    }

    boolean counts(int row) {
        return counted.get(row);
    }

    /** How many rows count. */
    int count() {
        return counted.cardinality();
    }

    /** {@code int[runs][]}: indexes of the rows that count, run by run, in the order of time. */
    List<int[]> countedRuns() {
        Map<Long, List<Integer>> byRun = new LinkedHashMap<>();
        counted.stream()
                .forEach(i ->
                        byRun.computeIfAbsent(runs[i], r -> new ArrayList<>()).add(i));
        return byRun.values().stream()
                .map(r -> r.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** How far a feature's values typically are from its level, in the input's unit; 0 where it does not vary. */
    double spread(int feature) {
        return spread[feature];
    }
}
