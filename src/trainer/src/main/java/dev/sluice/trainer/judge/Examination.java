package dev.sluice.trainer.judge;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.trainer.history.FeatureView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One model's answers to a slice and to its canaries. */
final class Examination {
    /** Below this the deviation of a value counts as none. */
    private static final double CONSTANT = 1e-6;

    /** {@code double[counted rows]}: what is left unexplained; NaN where that cannot be told. */
    final double[] leftOver;
    /** {@code double[counted rows]}: natural logarithms of the p-values. */
    final double[] logP;
    /** {@code double[counted rows]}: 1 where the row raises an alert, else 0. */
    final double[] alerts;
    /** {@code Recall[faults]}. */
    final Recall[] recalls;
    /** Share of the clean rows whose p-value is at most {@value Recall#FOUND}. */
    final double cleanFound;
    /** Values that are no finite numbers. */
    final int broken;
    /** Latents that are the same for all rows; 0 where all rows are. */
    final int collapsed;
    /** Whether anything is reconstructed whose distance can be told. */
    final boolean measured;

    private final Recall.Clean clean;

    private Examination(Run run) {
        this.leftOver = run.leftOver;
        this.logP = run.logP;
        this.alerts = run.alerts;
        this.clean = new Recall.Clean(logP, run.block);
        this.recalls = run.recalls(clean);
        this.cleanFound =
                Arrays.stream(logP).filter(p -> p <= Math.log(Recall.FOUND)).count() / Math.max(1.0, logP.length);
        this.broken = run.broken;
        this.collapsed = run.collapsed();
        this.measured = !run.distance.isEmpty();
    }

    static Examination of(CompiledModel model, Slice slice, Canaries canaries, Predicate<FeatureSpec> shared) {
        Run run = new Run(model, slice, canaries, shared);
        run.all();
        return new Examination(run);
    }

    /** Share of the clean rows that look more ordinary than one of this p-value; those that look the same count half. */
    double rankOf(double pValue) {
        return clean.rank(Math.log(pValue));
    }

    /** The pass over the rows. */
    private static final class Run {
        private final CompiledModel model;
        private final Slice slice;
        private final Canaries canaries;
        private final FeatureView view;
        private final LeftOver distance;
        private final ScoredRecord scored;
        private final double[] leftOver;
        private final double[] logP;
        private final double[] alerts;
        private final int[] block;
        private final double[][][] canaryLogP; // [faults][stretches][rows]
        private final Map<Long, EntityMemory> memories = new HashMap<>();
        private final Map<Integer, List<int[]>> canaryAt = new HashMap<>(); // slice row -> stretches, places in them
        private final EntityMemory[][] forks; // [stretches][faults]
        private final Deviations latents;
        private final Deviations inputs;
        private int broken;

        Run(CompiledModel model, Slice slice, Canaries canaries, Predicate<FeatureSpec> shared) {
            this.model = model;
            this.slice = slice;
            this.canaries = canaries;
            this.view = new FeatureView(slice.features(), model.features().specs());
            this.distance = new LeftOver(model, slice, shared);
            this.scored = model.newScoredRecord();
            int faults = Fault.values().length;
            this.leftOver = new double[slice.count()];
            this.logP = new double[slice.count()];
            this.alerts = new double[slice.count()];
            this.block = new int[slice.count()];
            this.canaryLogP = new double[faults][canaries.size()][];
            this.forks = new EntityMemory[canaries.size()][faults];
            this.latents = new Deviations(model.latentSize());
            this.inputs = new Deviations(model.features().columns());
            for (int s = 0; s < canaries.size(); s++) {
                int[] rows = canaries.rows(s);
                for (int k = 0; k < rows.length; k++) {
                    canaryAt.computeIfAbsent(rows[k], row -> new ArrayList<>()).add(new int[] {s, k});
                }
                for (double[][] ofFault : canaryLogP) {
                    ofFault[s] = new double[rows.length];
                }
            }
        }

        void all() {
            int n = 0;
            for (int i = 0; i < slice.size(); i++) {
                EntityMemory memory = memories.computeIfAbsent(slice.run(i), r -> model.newMemory());
                for (int[] canary : canaryAt.getOrDefault(i, List.of())) {
                    faulty(canary[0], canary[1], memory);
                }
                Observation row = slice.observation(i);
                double p = score(row, memory);
                if (slice.counts(i)) {
                    leftOver[n] = distance.of(row, scored);
                    logP[n] = Math.log(p);
                    alerts[n] = scored.anomaly() ? 1 : 0;
                    block[n] = canaries.blocks().of(i);
                    latents.add(scored.latent());
                    inputs.add(scored.scaled());
                    n++;
                }
            }
        }

        private double score(Observation row, EntityMemory memory) {
            model.score(view.of(row), memory, scored);
            for (float l : scored.latent()) {
                broken += Float.isFinite(l) ? 0 : 1;
            }
            for (float r : scored.reconstruction()) {
                broken += Float.isFinite(r) ? 0 : 1;
            }
            broken += Double.isFinite(scored.statistic()) && Double.isFinite(scored.score()) ? 0 : 1;
            return scored.pValue();
        }

        private void faulty(int stretch, int k, EntityMemory memory) {
            for (Fault fault : Fault.values()) {
                if (!canaries.has(fault)) {
                    continue;
                }
                int f = fault.index();
                if (k == 0) {
                    forks[stretch][f] = copy(memory);
                }
                canaryLogP[f][stretch][k] = Math.log(score(canaries.row(stretch, k, fault), forks[stretch][f]));
            }
        }

        private EntityMemory copy(EntityMemory memory) {
            EntityMemory copy = model.newMemory();
            System.arraycopy(memory.context, 0, copy.context, 0, copy.context.length);
            System.arraycopy(memory.derivation, 0, copy.derivation, 0, copy.derivation.length);
            for (int r = 0; r < memory.rows(); r++) {
                System.arraycopy(memory.row(r), 0, copy.row(r), 0, copy.row(r).length);
            }
            copy.records(memory.records());
            return copy;
        }

        Recall[] recalls(Recall.Clean clean) {
            int[] blocks = new int[canaries.size()];
            Arrays.setAll(blocks, s -> canaries.block(s));
            return Arrays.stream(canaryLogP)
                    .map(ofFault -> new Recall(clean, ofFault, blocks))
                    .toArray(Recall[]::new);
        }

        int collapsed() {
            return inputs.constant() == inputs.size() ? 0 : latents.constant();
        }
    }

    /** How far each dimension gets away from its first value. */
    private static final class Deviations {
        private final double[] first;
        private final double[] largest; // distance from the first
        private boolean begun;

        Deviations(int size) {
            this.first = new double[size];
            this.largest = new double[size];
        }

        void add(float[] values) {
            for (int j = 0; j < first.length; j++) {
                if (!begun) {
                    first[j] = values[j];
                }
                largest[j] = Math.max(largest[j], Math.abs(values[j] - first[j]));
            }
            begun = true;
        }

        int size() {
            return first.length;
        }

        int constant() {
            int count = 0;
            for (double d : largest) {
                count += d < CONSTANT ? 1 : 0;
            }
            return count;
        }
    }
}
