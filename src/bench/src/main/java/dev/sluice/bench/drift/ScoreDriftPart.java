package dev.sluice.bench.drift;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.drift.DriftReference;
import dev.sluice.drift.SignalCounts;
import dev.sluice.drift.SignalDrift;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the p-values of a machine's next day are taken for drift by a model that was made from the seven days before. All
 * rows are normal.
 */
final class ScoreDriftPart implements BenchPart {
    private static final int HISTORY = 7 * 1_440;
    private static final int FOLLOWING = 1_440;
    private static final PipelineConfig CONFIG =
            PipelineFile.parse("pipeline: drift\ninput: {topic: rows}\ntraining: {search: 0s}", "bench", Map.of());

    @Override
    public String name() {
        return "scores";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(
                BenchTarget.informative("normal windows whose scores are over their limit", "%", Direction.AT_MOST),
                BenchTarget.informative("mean index of normal scores over its limit", "x", Direction.AT_MOST));
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        int windows = 0;
        int over = 0;
        double degrees = 0;
        StringBuilder note = new StringBuilder("windows over the limit:");
        for (String machine : Series.MACHINES.subList(0, run.quick() ? 2 : Series.MACHINES.size())) {
            run.step("drift of scores: " + machine);
            Series series = Series.of(run, machine);
            LoadedModel loaded = trained(series);
            DriftReference reference = loaded.reference().orElseThrow();
            double[] pValues = scored(loaded.model(), series);
            int own = 0;
            int all = 0;
            for (int part = 0; part < reference.parts().size(); part++) {
                int length = (int) reference.length(part);
                for (int at = HISTORY; at + length <= pValues.length; at += length) {
                    SignalDrift score = compare(reference, loaded.model(), part, pValues, at, length);
                    own += score.degree() > 1 ? 1 : 0;
                    degrees += score.index() / score.indexLimit();
                    all++;
                }
            }
            note.append(' ')
                    .append(machine)
                    .append(' ')
                    .append(own)
                    .append(" of ")
                    .append(Figures.count(all));
            windows += all;
            over += own;
        }
        return List.of(
                targets(run).get(0).measured(100.0 * over / windows, note.toString()),
                targets(run).get(1).measured(degrees / windows, windows + " windows"));
    }

    private static LoadedModel trained(Series series) {
        TrainingRows rows = TrainingRows.of(series.rows(0, HISTORY));
        try {
            return new ModelTrainer(CONFIG, Clock.systemUTC())
                    .train(series.features(), rows, TrainingWindow.of(rows, 1), 1, Optional.empty())
                    .loaded();
        } catch (RejectedModelException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From the first row on, so that what is remembered of the machine is warm. */
    private static double[] scored(CompiledModel model, Series series) {
        Observation[] rows = series.rows(0, HISTORY + FOLLOWING);
        double[] pValues = new double[rows.length];
        EntityMemory memory = model.newMemory();
        ScoredRecord scored = model.newScoredRecord();
        for (int i = 0; i < rows.length; i++) {
            model.score(rows[i], memory, scored);
            pValues[i] = scored.pValue();
        }
        return pValues;
    }

    private static SignalDrift compare(
            DriftReference reference, CompiledModel model, int part, double[] pValues, int at, int length) {
        SignalCounts counts = new SignalCounts(reference, model.features());
        for (int i = at; i < at + length; i++) {
            counts.addScore(pValues[i]);
        }
        List<SignalDrift> drifts = reference.compare(counts, part);
        return drifts.get(drifts.size() - 1);
    }
}
