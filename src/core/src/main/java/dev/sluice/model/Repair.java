package dev.sluice.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the smallest set of fields whose values, put right, make a record normal: their columns are set to what the detector
 * expects, what the entity's memory has of them is taken out, and the record is scored again. Sets of up to {@value #MOST}
 * of the {@value #CANDIDATES} fields that contributed most are tried, smaller ones first, the largest only where they add a
 * field to the best pair; of those of one size that do, the one with the lowest score. Scratch is its own: one per thread.
 */
public final class Repair {

    private static final int MOST = 3;
    private static final int CANDIDATES = 5;
    /** What is expected of a field is better told once the others of the set are right. */
    private static final int PASSES = 2;

    private static final int[] NONE = {};

    private final CompiledModel model;
    private final ScoredRecord scratch;
    private final float[] row; // [columns]
    private final boolean[] changed; // [columns]
    private final int[] candidates = new int[CANDIDATES];
    private double best;
    private int[] bestSet = NONE;
    private int[] base = NONE; // what a set must contain

    public Repair(CompiledModel model) {
        this.model = model;
        this.scratch = model.newScoredRecord();
        this.row = new float[scratch.scaled().length];
        this.changed = new boolean[row.length];
    }

    /**
     * @param scored a record, as this model has just scored it
     * @param memory of its entity, with the record in it; not changed
     * @return names, the field that contributed most first; empty where no set of these does
     */
    public List<String> of(ScoredRecord scored, EntityMemory memory) {
        int count = scored.topFeatures(candidates);
        for (int size = 1; size <= Math.min(MOST, count); size++) {
            base = size == MOST ? bestSet : NONE;
            best = Double.POSITIVE_INFINITY;
            bestSet = NONE;
            attempt(scored, memory, new int[size], 0, 0, count);
            if (best < 1) {
                List<String> names = new ArrayList<>();
                for (int feature : bestSet) {
                    names.add(model.features().specs().get(feature).field());
                }
                return names;
            }
        }
        return List.of();
    }

    /** All sets of {@code set.length} of the candidates from {@code from} on. */
    private void attempt(ScoredRecord scored, EntityMemory memory, int[] set, int filled, int from, int count) {
        if (filled == set.length) {
            if (!containsAll(set, base)) {
                return;
            }
            double score = repaired(scored, memory, set);
            if (score < best) {
                best = score;
                bestSet = set.clone();
            }
            return;
        }
        for (int c = from; c < count; c++) {
            set[filled] = candidates[c];
            attempt(scored, memory, set, filled + 1, c + 1, count);
        }
    }

    private double repaired(ScoredRecord scored, EntityMemory memory, int[] set) {
        for (int column = 0; column < changed.length; column++) {
            changed[column] = contains(set, model.features().featureOf(column)) && scored.present()[column];
        }
        System.arraycopy(scored.scaled(), 0, row, 0, row.length);
        float[] expected = scored.evidence.expected;
        double score = Double.POSITIVE_INFINITY;
        for (int pass = 0; pass < PASSES && !(score < 1); pass++) {
            for (int column = 0; column < row.length; column++) {
                row[column] = changed[column] ? expected[column] : row[column];
            }
            float[] context = Arrays.copyOf(memory.context, memory.context.length);
            model.statistic().forget(changed, context);
            score = model.rescore(scored, row, context, scratch);
            expected = scratch.evidence.expected;
        }
        return score;
    }

    private static boolean containsAll(int[] set, int[] features) {
        for (int f : features) {
            if (!contains(set, f)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(int[] set, int feature) {
        for (int f : set) {
            if (f == feature) {
                return true;
            }
        }
        return false;
    }
}
