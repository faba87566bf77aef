package dev.sluice.trainer.judge;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Slots;
import dev.sluice.trainer.judge.Fault.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Stretches of a slice's rows, and the fields that a seeded fault of each kind happens to in copies of them. */
final class Canaries {
    /** Rows of a stretch, where models remember rows. */
    private static final int LONG = 32;
    /** Fewer rows in a row show no fault that takes time. */
    private static final int SHORTEST = 8;
    /** Canary rows of each kind at most. */
    private static final int ROWS = 4_000;
    /** Columns above which there are fewer: what scoring them costs rises with their number. */
    private static final int COLUMNS = 64;
    /** Times that a stretch is used at most, with a fault in another field each time. */
    private static final int REPEATS = 8;
    /** Stretches are made shorter where there would be fewer. */
    private static final int WANTED = 20;

    private final Slice slice;
    private final Blocks blocks;
    private final int[][] stretches; // [stretches][rows], ascending
    private final Target[][] targets; // [stretches][faults]
    private final int fields;

    /**
     * @param remember whether faults are to last, because a model remembers rows
     * @param shared which features both models know
     */
    Canaries(Slice slice, boolean remember, Predicate<FeatureSpec> shared, long seed) {
        this.slice = slice;
        this.blocks = new Blocks(slice);
        List<int[]> candidates = fields(slice, shared);
        this.fields = candidates.size();
        this.stretches = fields == 0 ? new int[0][] : stretches(slice, remember);
        Random random = new Random(seed);
        this.targets = new Target[stretches.length][Fault.values().length];
        for (Target[] ofStretch : targets) {
            for (int f = 0; f < ofStretch.length; f++) {
                int[] field = candidates.get(random.nextInt(fields));
                int[] other = candidates.get(random.nextInt(fields));
                ofStretch[f] = new Target(
                        field[0], field[1], slice.spread(field[2]), other[0], other[1], random.nextBoolean() ? 1 : -1);
            }
        }
    }

    /** First slot, numbers, index of each feature of numbers that varies. */
    private static List<int[]> fields(Slice slice, Predicate<FeatureSpec> shared) {
        List<FeatureSpec> features = slice.features();
        Slots slots = new Slots(features);
        List<int[]> fields = new ArrayList<>();
        for (int j = 0; j < features.size(); j++) {
            FeatureSpec spec = features.get(j);
            boolean numbers = spec.type() == FeatureType.NUMBER || spec.type() == FeatureType.ARRAY;
            if (numbers && shared.test(spec) && slice.spread(j) > 0) {
                fields.add(new int[] {slots.value(j), spec.type() == FeatureType.ARRAY ? spec.size() : 1, j});
            }
        }
        return fields;
    }

    private static int[][] stretches(Slice slice, boolean remember) {
        int length = remember ? Math.max(SHORTEST, Math.min(LONG, slice.count() / WANTED)) : 1;
        List<int[]> all = new ArrayList<>();
        for (int[] run : slice.countedRuns()) {
            for (int from = 0; from < run.length; from += length) {
                int end = Math.min(run.length, from + length);
                if (!remember || end - from >= SHORTEST) {
                    all.add(java.util.Arrays.copyOfRange(run, from, end));
                }
            }
        }
        int numbers = slice.features().stream().mapToInt(FeatureSpec::values).sum();
        int most = (int) ((long) ROWS * COLUMNS / Math.max(COLUMNS, numbers)) / length;
        int count = Math.min(REPEATS * all.size(), Math.max(WANTED, most));
        int[][] chosen = new int[count][];
        // Those of the same rows follow each other.
        for (int s = 0; s < count; s++) {
            chosen[s] = all.get((int) ((long) s * all.size() / count));
        }
        return chosen;
    }

    /** How many stretches there are; none where no field is a number that varies. */
    int size() {
        return stretches.length;
    }

    /** {@code int[rows]}: the indexes of a stretch's rows in the slice, ascending. */
    int[] rows(int stretch) {
        return stretches[stretch];
    }

    /** Which part of the slice a stretch is of. */
    int block(int stretch) {
        return blocks.of(stretches[stretch][0]);
    }

    Blocks blocks() {
        return blocks;
    }

    /** Whether a fault of a kind can happen. */
    boolean has(Fault fault) {
        return fault != Fault.SWAPPED || fields > 1;
    }

    /** A copy of a stretch's k-th row, with a fault. */
    Observation row(int stretch, int k, Fault fault) {
        int[] rows = stretches[stretch];
        Observation row = slice.observation(rows[k]).copy();
        // A stretch of one row has no earlier one: another stretch's is as good.
        int stuckAt = rows.length > 1 ? rows[0] : stretches[(stretch + stretches.length / 2) % stretches.length][0];
        fault.inject(row, slice.observation(stuckAt), targets[stretch][fault.index()], (k + 1.0) / rows.length);
        return row;
    }
}
