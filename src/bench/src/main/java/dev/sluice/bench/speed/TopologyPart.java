package dev.sluice.bench.speed;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.WireConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole of the scorer, from bytes in a topic to bytes in two, against a topology that only copies as many: same broker,
 * same records, same settings, exactly once, the topics full before. A copier and the scorers that write as many bytes take
 * turns.
 */
final class TopologyPart implements BenchPart {

    private static final int RECORDS = 400_000;
    private static final int QUICK_RECORDS = 120_000;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;

    private static final List<Lane> LANES = List.of(
            new Lane(
                    "Avro in, Avro out, plain reconstruction score", Format.AVRO, true, ScoreKind.RECONSTRUCTION, 0.85),
            new Lane("Avro in, Avro out, default detector", Format.AVRO, true, ScoreKind.COMBINED, 0.65),
            new Lane(
                    "JSON in, Avro out, plain reconstruction score", Format.JSON, true, ScoreKind.RECONSTRUCTION, 0.65),
            new Lane("JSON in, Avro out, default detector", Format.JSON, true, ScoreKind.COMBINED, 0.50),
            new Lane("JSON in, JSON out, default detector", Format.JSON, false, ScoreKind.COMBINED, Double.NaN));

    /** One way to score, and what it is to come to. */
    private static final class Lane {
        private final Format in;
        private final boolean avroOut;
        private final ScoreKind score;
        private final BenchTarget throughput;
        private final BenchTarget cpu;

        Lane(String name, Format in, boolean avroOut, ScoreKind score, double target) {
            this.in = in;
            this.avroOut = avroOut;
            this.score = score;
            this.throughput = new BenchTarget("throughput, " + name, "of copy-only", target, Direction.AT_LEAST);
            this.cpu =
                    BenchTarget.informative("stream thread beyond copy-only, " + name, "us/record", Direction.AT_MOST);
        }

        String topic() {
            return "speed-" + in;
        }

        /** What a copy has to move: lanes that agree in it are compared with the same. */
        String bytes() {
            return in + " " + avroOut;
        }
    }

    /** What a lane's rounds came to. */
    private static final class Score {
        private final Lane lane;
        private final Medians ratio = new Medians();
        private final Medians ours = new Medians();
        private final Medians copied = new Medians();
        private final Medians cpu = new Medians();
        private final Medians cpuCopied = new Medians();
        private CopyTopology.Outputs outputs;

        Score(Lane lane) {
            this.lane = lane;
        }

        void add(Drain.Result scored, Drain.Result copy) {
            ratio.add(scored.perSecond() / copy.perSecond());
            ours.add(scored.perSecond());
            copied.add(copy.perSecond());
            cpu.add(scored.cpuMicros());
            cpuCopied.add(copy.cpuMicros());
        }

        List<BenchRow> rows() {
            return List.of(
                    lane.throughput.measured(
                            ratio.median(),
                            "rounds in turns: " + ratio.summary().range() + "; " + ours.told()
                                    + " records/s, copy-only " + copied.told() + " with "
                                    + Figures.brief(outputs.meanBytes()) + " bytes out"),
                    lane.cpu.measured(
                            cpu.median() - cpuCopied.median(),
                            "processor time of the stream thread, a record: " + cpu.told() + " us, copy-only "
                                    + cpuCopied.told()));
        }
    }

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return lanes(run).stream()
                .flatMap(l -> List.of(l.throughput, l.cpu).stream())
                .toList();
    }

    /** The last has no target. */
    private static List<Lane> lanes(BenchRun run) {
        return run.quick() ? LANES.subList(0, LANES.size() - 1) : LANES;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        int records = run.quick() ? QUICK_RECORDS : RECORDS;
        try (Stage stage = new Stage(run)) {
            Course course = new Course(run, stage);
            course.fill("speed-" + Format.AVRO, Format.AVRO, records);
            course.fill("speed-" + Format.JSON, Format.JSON, records);
            Drain drain = new Drain(stage, records);
            List<Score> scores = lanes(run).stream().map(Score::new).toList();
            for (Score score : scores) {
                run.step("first round, which does not count: " + score.lane.throughput.what());
                drain(stage, course, drain, score);
            }
            for (int round = 1; round <= (run.quick() ? QUICK_ROUNDS : ROUNDS); round++) {
                Map<String, Drain.Result> copies = new HashMap<>();
                for (Score score : scores) {
                    run.step("round " + round + ": " + score.lane.throughput.what());
                    Drain.Result copy = copies.get(score.lane.bytes());
                    if (copy == null) {
                        copy = copy(stage, course, drain, score);
                        copies.put(score.lane.bytes(), copy);
                    }
                    score.add(drain(stage, course, drain, score), copy);
                }
            }
            List<BenchRow> rows = new ArrayList<>();
            scores.forEach(s -> rows.addAll(s.rows()));
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Drain.Result drain(Stage stage, Course course, Drain drain, Score score)
            throws IOException, InterruptedException {
        Lane lane = score.lane;
        WireConfig wire = lane.avroOut || lane.in == Format.AVRO ? stage.avro() : WireConfig.DEFAULT;
        PipelineConfig config = course.prepared(lane.topic(), lane.in, wire, lane.score);
        Drain.Result result;
        try (Scorer scorer = new Scorer(config)) {
            result = drain.of(scorer);
        }
        if (score.outputs == null) {
            score.outputs = course.outputs(config);
        }
        stage.forget(config);
        return result;
    }

    private static Drain.Result copy(Stage stage, Course course, Drain drain, Score score) throws InterruptedException {
        PipelineConfig config = course.bare(score.lane.topic(), score.lane.in);
        Drain.Result result;
        try (Copier copier = new Copier(config, score.outputs)) {
            result = drain.of(copier);
        }
        stage.forget(config);
        return result;
    }
}
