package dev.sluice.bench.speed;

import com.amazon.randomcutforest.RandomCutForest;
import dev.sluice.bench.data.ColumnSpread;
import dev.sluice.bench.data.Summary;
import dev.sluice.bench.peer.RandomCutForestPeer;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.ScoreKind;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** A record's score from its observed values: the default detector, the plain one, and Random Cut Forest, on one stream. */
final class DetectorPart implements BenchPart {

    private static final int FIELDS = 38;
    private static final int DEVICES = 100;
    private static final int HISTORY = 4_000;
    private static final int STREAM = 10_000;
    private static final ModelShelf.Telemetry TELEMETRY = new ModelShelf.Telemetry(FIELDS, DEVICES);

    private static final BenchTarget PLAIN = BenchTarget.atMost(3, "default detector, 38 features, plain Java", "us");
    private static final BenchTarget VECTORS =
            BenchTarget.atMost(1.5, "default detector, 38 features, with the Vector API", "us");
    private static final BenchTarget FOREST =
            BenchTarget.atLeast(50, "the same stream: Random Cut Forest takes", "times the default detector");
    private static final BenchTarget RECONSTRUCTION =
            BenchTarget.informative("plain reconstruction score, 38 features", "us", Direction.AT_MOST);

    @Override
    public String name() {
        return "detector";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(PLAIN, VECTORS, FOREST, RECONSTRUCTION);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        Scoring combined = scoring(run, ScoreKind.COMBINED);
        Scoring plain = scoring(run, ScoreKind.RECONSTRUCTION);
        Sensors sensors = TELEMETRY.sensors(run.firstSeed());
        double[][] history = values(sensors.next(HISTORY));
        List<Sensors.Reading> stream = sensors.next(STREAM);
        ColumnSpread spread = ColumnSpread.of(history);
        RandomCutForest forest = new RandomCutForestPeer(run.firstSeed()).fit(spread.standardize(history));
        float[][] peers = spread.standardize(values(stream));
        Observation[] ours = observations(stream);
        run.step("score of 38 features beside Random Cut Forest");
        int[] next = {0};
        Race.Times times = new Race(run.quick() ? 5 : 9, run.quick() ? 400 : 1_000)
                .with(n -> combined.run(ours, n))
                .with(n -> forest(forest, peers, n, next))
                .with(n -> plain.run(ours, n))
                .run();
        Summary micros = times.micros(0);
        String rounds = "medians of rounds in turns: " + micros.range() + " us; "
                + combined.model.statistic().getClass().getSimpleName();
        return List.of(
                plainJava(run, micros, rounds),
                PlainJava.isNotAll()
                        ? VECTORS.measured(micros.median(), rounds)
                        : VECTORS.notMeasured("this JVM does not have it"),
                FOREST.measured(
                        times.ratio(1, 0).median(),
                        times.ratio(1, 0).range() + " times; the forest of 50 trees "
                                + times.micros(1).range() + " us"),
                RECONSTRUCTION.measured(
                        times.micros(2).median(), times.micros(2).range() + " us"));
    }

    private static BenchRow plainJava(BenchRun run, Summary here, String rounds) throws IOException {
        if (!PlainJava.isNotAll()) {
            return PLAIN.measured(here.median(), rounds);
        }
        run.step("the same in a JVM without the Vector API");
        Summary micros = PlainJava.detector(run);
        return PLAIN.measured(micros.median(), "in a JVM without the Vector API: " + micros.range() + " us");
    }

    /** A model of what is scored here; trained where it is not there yet. */
    static Scoring scoring(BenchRun run, ScoreKind score) throws IOException {
        return new Scoring(
                new ModelShelf(run).get(TELEMETRY, score, 1, "detector").model());
    }

    /** What is scored: it follows the peers' history. */
    static Observation[] observations(BenchRun run) {
        Sensors sensors = TELEMETRY.sensors(run.firstSeed());
        sensors.next(HISTORY);
        return observations(sensors.next(STREAM));
    }

    private static Observation[] observations(List<Sensors.Reading> stream) {
        return stream.stream().map(Sensors.Reading::observation).toArray(Observation[]::new);
    }

    private static double forest(RandomCutForest forest, float[][] rows, int times, int[] next) {
        double sum = 0;
        for (int n = 0; n < times; n++) {
            sum += forest.getAnomalyScore(rows[next[0]]);
            next[0] = (next[0] + 1) % rows.length;
        }
        return sum;
    }

    private static double[][] values(List<Sensors.Reading> readings) {
        return readings.stream().map(Sensors.Reading::values).toArray(double[][]::new);
    }

    /** A model over a stream, with the memory of each device. */
    static final class Scoring {
        private final CompiledModel model;
        private final ScoredRecord scored;
        private final EntityMemory[] memories;
        private int next;

        Scoring(CompiledModel model) {
            this.model = model;
            this.scored = model.newScoredRecord();
            this.memories =
                    IntStream.range(0, DEVICES).mapToObj(d -> model.newMemory()).toArray(EntityMemory[]::new);
        }

        double run(Observation[] stream, int times) {
            double sum = 0;
            for (int n = 0; n < times; n++) {
                model.score(stream[next], memories[next % DEVICES], scored);
                sum += scored.score();
                next = (next + 1) % stream.length;
            }
            return sum;
        }
    }
}
