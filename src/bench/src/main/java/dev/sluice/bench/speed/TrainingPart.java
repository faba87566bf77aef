package dev.sluice.bench.speed;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.engine.ScaledRows;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The whole of a default training, from rows in memory to the artifact, against what Deeplearning4j's examples would do for
 * its autoencoder alone: the same layers, batches of 256, a learning rate that is not tuned, as many native threads as there
 * are by default, until the loss on the latest quarter of the rows, which neither was fitted on, is down to ours. A loop that
 * does not get there is ended at some times our time; the ratio is a lower bound then.
 */
final class TrainingPart implements BenchPart {

    private static final int FIELDS = 38;
    private static final int DEVICES = 100;
    private static final int ROWS = 100_000;
    private static final int QUICK_ROWS = 20_000;

    /** The latest, as the trainer has it: what its judge looks at. */
    private static final double JUDGE = 0.25;

    /** Loops are ended at so many times our own time. */
    private static final double PATIENCE = 8;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(15, "training the default on 100,000 rows of 38 features, rows to artifact", "s"),
            BenchTarget.atLeast(5, "untuned Deeplearning4j loop to the same loss takes", "times the whole of ours"),
            BenchTarget.informative("rows of history trained on", "rows/s", Direction.AT_LEAST),
            BenchTarget.informative("the loop's loss when it ended", "times ours", Direction.AT_LEAST),
            BenchTarget.informative("rows the loop fits to", "rows/s", Direction.AT_LEAST));

    @Override
    public String name() {
        return "training";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        int count = run.quick() ? QUICK_ROWS : ROWS;
        Medians seconds = new Medians();
        TrainedModel model = null;
        Observation[] rows = null;
        Sensors sensors = new Sensors(run.firstSeed(), DEVICES, FIELDS);
        for (long seed : run.seeds()) {
            run.step("training on " + count + " rows, seed " + seed);
            // Of their own: a training may fill in what it derives.
            sensors = new Sensors(run.firstSeed(), DEVICES, FIELDS);
            rows = sensors.next(count).stream()
                    .map(Sensors.Reading::observation)
                    .toArray(Observation[]::new);
            long start = System.nanoTime();
            model = train(sensors, rows, TrainingConfig.DEFAULT.withSeed(seed));
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        return rows(run, count, seconds, compared(run, model.model(), rows, seconds.median()));
    }

    private static TrainedModel train(Sensors sensors, Observation[] observations, TrainingConfig training) {
        PipelineConfig config =
                PipelineConfig.of("bench", Map.of(), InputConfig.json("bench")).withTraining(training);
        TrainingRows rows = TrainingRows.of(observations);
        try {
            return new ModelTrainer(config, Clock.systemUTC())
                    .train(sensors.features(), rows, TrainingWindow.of(rows, sensors.devices()), 1, Optional.empty());
        } catch (RejectedModelException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** A loop's result, and the loss that it was to reach. */
    private record Compared(DeeplearningLoop.Result loop, double loss, String layers) {}

    private static Compared compared(BenchRun run, CompiledModel model, Observation[] rows, double seconds)
            throws IOException {
        ScaledRows scaled = ScaledRows.of(model.features(), rows);
        float[][] values = new float[rows.length][];
        Arrays.setAll(values, scaled::values);
        int fit = (int) Math.round((1 - JUDGE) * values.length);
        float[][] judge = Arrays.copyOfRange(values, fit, values.length);
        double loss = loss(model, judge);
        List<Dense> layers = layers(model);
        run.step("Deeplearning4j's loop over the same rows, to a loss of " + Figures.brief(loss));
        Path task = run.work().resolve("loop.task");
        Path result = run.work().resolve("loop.result");
        long most = Math.round(PATIENCE * seconds);
        new DeeplearningLoop.Task(layers, Arrays.copyOf(values, fit), judge, loss, Duration.ofSeconds(most))
                .write(task);
        try (ChildJvm loop = new ChildJvm(
                run.work().resolve("loop.log"),
                List.of("-Xmx2g"),
                DeeplearningLoop.class.getName(),
                task.toString(),
                result.toString())) {
            loop.awaitEnd(2 * most + 120);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return new Compared(DeeplearningLoop.Result.read(result), loss, told(layers));
    }

    private static List<Dense> layers(CompiledModel model) {
        List<Dense> layers = new ArrayList<>();
        for (Network half : List.of(model.encoder(), model.decoder())) {
            for (Layer layer : half.layers()) {
                layers.add((Dense) layer);
            }
        }
        return layers;
    }

    private static String told(List<Dense> layers) {
        StringBuilder told = new StringBuilder(Integer.toString(layers.get(0).inputs()));
        layers.forEach(layer -> told.append('-').append(layer.outputs()));
        return told.toString();
    }

    /** Mean squared error over rows and columns. */
    private static double loss(CompiledModel model, float[][] rows) {
        Network.Buffers encoder = model.encoder().newBuffers();
        Network.Buffers decoder = model.decoder().newBuffers();
        double sum = 0;
        for (float[] row : rows) {
            float[] restored = model.decoder().forward(model.encoder().forward(row, encoder), decoder);
            for (int c = 0; c < row.length; c++) {
                sum += (double) (row[c] - restored[c]) * (row[c] - restored[c]);
            }
        }
        return sum / rows.length / rows[0].length;
    }

    private static List<BenchRow> rows(BenchRun run, int count, Medians seconds, Compared compared) {
        DeeplearningLoop.Result loop = compared.loop;
        boolean there = loop.loss() <= compared.loss;
        String note = String.format(
                Locale.ROOT,
                "%s layers, batch 256; the loop %s after %.0f s with a loss of %s on the latest quarter, ours %s",
                compared.layers,
                there ? "ended" : "was ended, not there yet,",
                loop.seconds(),
                Figures.brief(loop.loss()),
                Figures.brief(compared.loss));
        String rounds = "median of " + run.seeds().size() + " seeds: "
                + seconds.summary().range() + " s";
        double ratio = loop.seconds() / seconds.median();
        return List.of(
                run.quick()
                        ? TARGETS.get(0).measuredInPart(seconds.median(), count + " rows only; " + rounds)
                        : TARGETS.get(0).measured(seconds.median(), rounds),
                run.quick()
                        ? TARGETS.get(1).measuredInPart(ratio, note)
                        : TARGETS.get(1).measured(ratio, note),
                TARGETS.get(2).measured(count / seconds.median(), "of " + count + ", the whole cycle"),
                TARGETS.get(3).measured(loop.loss() / compared.loss, note),
                TARGETS.get(4)
                        .measured(
                                loop.rows() / loop.seconds(),
                                "each as often as it was fitted to; one process, "
                                        + Runtime.getRuntime().availableProcessors() + " cores"));
    }
}
