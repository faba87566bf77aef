package dev.sluice.bench.lifecycle;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.DataAbsentException;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.evaluate.LogisticRegression;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.feature.Observation;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well consumers of the latents are served: five retrains on windows that move on, each from the model before. What
 * the last model's latents tell of the first one's, on rows that no model was fitted on, used as they are; how a
 * classifier fares that was trained on the first one's; and what it costs in reconstruction error against a model that
 * begins at random. Beside it, retrains that all begin at random and are not aligned.
 */
final class ContinuityPart implements BenchPart {

    private static final int RETRAINS = 5;
    private static final int PLANT_ROWS = 16_000;

    /** Shares of a sequence: a window, what all windows move over in all, and what is held out. */
    private static final double WINDOW = 0.5;

    private static final double HELD_OUT = 0.15;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atLeast(0.95, "R2 of the first latents from those after five retrains", ""),
            BenchTarget.atMost(2, "accuracy lost by a classifier of the first latents", "points"),
            BenchTarget.atMost(1.02, "reconstruction error against a fresh model", "x"),
            BenchTarget.informative("control, begun at random: R2", "", Direction.AT_LEAST),
            BenchTarget.informative("control, begun at random: accuracy lost", "points", Direction.AT_MOST));

    @Override
    public String name() {
        return "continuity";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    /** What came of one chain; the losses of accuracy are NaN without classes. */
    private record Outcome(
            String name, double told, double lost, double error, double controlTold, double controlLost) {}

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed : run.seeds()) {
            outcomes.add(chain(run, RowSequence.plant(seed, PLANT_ROWS), seed));
            try {
                outcomes.add(chain(run, RowSequence.server(run), seed));
                if (!run.quick()) {
                    outcomes.add(chain(run, RowSequence.digits(run), seed));
                }
            } catch (DataAbsentException e) {
                run.step("continuity: data absent, only the synthetic sequence");
            }
        }
        return List.of(
                row(0, outcomes.stream().mapToDouble(Outcome::told).toArray(), outcomes, true),
                row(1, outcomes.stream().mapToDouble(Outcome::lost).toArray(), outcomes, false),
                row(2, outcomes.stream().mapToDouble(Outcome::error).toArray(), outcomes, false),
                row(3, outcomes.stream().mapToDouble(Outcome::controlTold).toArray(), outcomes, true),
                row(4, outcomes.stream().mapToDouble(Outcome::controlLost).toArray(), outcomes, false));
    }

    /** The worst of all, so that a mean hides nothing; the note has each sequence's mean. */
    private static BenchRow row(int target, double[] values, List<Outcome> outcomes, boolean lowestIsWorst) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        Summary summary = new Summary(known);
        List<String> parts = new ArrayList<>();
        for (String name : outcomes.stream().map(Outcome::name).distinct().toList()) {
            double[] own = java.util.stream.IntStream.range(0, values.length)
                    .filter(i -> outcomes.get(i).name().equals(name) && !Double.isNaN(values[i]))
                    .mapToDouble(i -> values[i])
                    .toArray();
            if (own.length > 0) {
                parts.add(name + " " + Figures.brief(new Summary(own).mean()));
            }
        }
        return TARGETS.get(target)
                .measured(
                        lowestIsWorst ? summary.min() : summary.max(),
                        "the worst of " + known.length + "; means: " + String.join(", ", parts));
    }

    private static Outcome chain(BenchRun run, RowSequence sequence, long seed) {
        run.step("continuity: " + sequence.name() + ", seed " + seed);
        int n = sequence.rows().length;
        int window = (int) (WINDOW * n);
        int last = (int) ((1 - HELD_OUT) * n) - window;
        Observation[] heldOut = sequence.copy(last + window, n);
        List<LoadedModel> models = new ArrayList<>();
        for (int v = 0; v <= RETRAINS; v++) {
            int from = last * v / RETRAINS;
            Optional<LoadedModel> parent = v == 0 ? Optional.empty() : Optional.of(models.get(v - 1));
            models.add(train(sequence, from, from + window, v + 1, parent, seed));
        }
        LoadedModel fresh = train(sequence, last, last + window, RETRAINS + 1, Optional.empty(), seed + 1);
        LatentRows first = LatentRows.of(models.get(0).model(), heldOut);
        LatentRows chained =
                inFirstSpace(models, LatentRows.of(models.get(RETRAINS).model(), heldOut));
        LatentRows unaligned = LatentRows.of(fresh.model(), heldOut);
        double lost = Double.NaN;
        double controlLost = Double.NaN;
        if (sequence.classes() > 0) {
            int[] labels = Arrays.copyOfRange(sequence.labels(), last + window, n);
            LogisticRegression classifier = LogisticRegression.fit(
                    LatentRows.of(models.get(0).model(), sequence.copy(0, window))
                            .latents(),
                    Arrays.copyOf(sequence.labels(), window),
                    sequence.classes());
            double before = accuracy(classifier, first, labels);
            lost = 100 * (before - accuracy(classifier, chained, labels));
            controlLost = first.latents()[0].length == unaligned.latents()[0].length
                    ? 100 * (before - accuracy(classifier, unaligned, labels))
                    : Double.NaN;
        }
        return new Outcome(
                sequence.name(),
                chained.determines(first),
                lost,
                chained.error() / unaligned.error(),
                Math.max(-1, unaligned.determines(first)),
                controlLost);
    }

    /** As they are where the space is still the first one's; else back through the maps of the artifacts. */
    private static LatentRows inFirstSpace(List<LoadedModel> models, LatentRows last) {
        LatentRows rows = last;
        if (models.get(models.size() - 1).artifact().getSpace()
                != models.get(0).artifact().getSpace()) {
            for (int v = models.size() - 1; v > 0; v--) {
                rows = rows.mapped(models.get(v).toParent().orElseThrow());
            }
        }
        return rows;
    }

    private static double accuracy(LogisticRegression classifier, LatentRows rows, int[] labels) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += classifier.predict(rows.latents()[i]) == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    private static LoadedModel train(
            RowSequence sequence, int from, int to, int version, Optional<LoadedModel> parent, long seed) {
        // The encoder is the same whatever scores are made of; this leaves out an ensemble that is not looked at.
        PipelineConfig config = PipelineConfig.of("bench", Map.of(), InputConfig.json("bench"))
                .withScore(ScoreKind.RECONSTRUCTION)
                .withTraining(TrainingConfig.DEFAULT.withSeed(seed));
        TrainingRows rows = TrainingRows.of(sequence.copy(from, to));
        long entities = Arrays.stream(rows.entities()).distinct().count();
        try {
            return new ModelTrainer(config, Clock.systemUTC())
                    .train(sequence.features(), rows, TrainingWindow.of(rows, entities), version, parent)
                    .loaded();
        } catch (RejectedModelException e) {
            throw new IllegalStateException("version " + version + ": " + e.getMessage(), e);
        }
    }
}
