package dev.sluice.bench.speed;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the stream thread allocates for a record from its bytes to the bytes of its outputs, beyond what it allocates in a
 * topology that only copies: Kafka Streams, its producer's batches and the consumer's records are in both. The bytes of the
 * outputs themselves are in ours alone, as the copied ones were made before.
 */
final class AllocationPart implements BenchPart {

    private static final int RECORDS = 200_000;
    private static final int QUICK_RECORDS = 80_000;

    private static final List<Lane> LANES = List.of(
            new Lane("Avro, default detector", Format.AVRO, ScoreKind.COMBINED),
            new Lane("Avro, plain reconstruction score", Format.AVRO, ScoreKind.RECONSTRUCTION),
            new Lane("JSON in, default detector", Format.JSON, ScoreKind.COMBINED));

    private static final class Lane {
        private final Format in;
        private final ScoreKind score;
        private final BenchTarget target;

        Lane(String name, Format in, ScoreKind score) {
            this.in = in;
            this.score = score;
            this.target = BenchTarget.atMost(200, "allocated beyond copy-only, " + name, "bytes/record");
        }
    }

    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return LANES.stream().map(l -> l.target).toList();
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        int records = run.quick() ? QUICK_RECORDS : RECORDS;
        try (Stage stage = new Stage(run)) {
            Course course = new Course(run, stage);
            Drain drain = new Drain(stage, records);
            List<BenchRow> rows = new ArrayList<>();
            for (Format format : List.of(Format.AVRO, Format.JSON)) {
                String topic = "allocation-" + format;
                course.fill(topic, format, records);
                double copied = Double.NaN;
                double written = Double.NaN;
                for (Lane lane : LANES.stream().filter(l -> l.in == format).toList()) {
                    run.step(lane.target.what());
                    PipelineConfig config = course.prepared(topic, format, stage.avro(), lane.score);
                    double ours;
                    try (Scorer scorer = new Scorer(config)) {
                        ours = drain.of(scorer).allocatedBytes();
                    }
                    if (Double.isNaN(copied)) {
                        CopyTopology.Outputs outputs = course.outputs(config);
                        written = outputs.meanBytes();
                        copied = copy(stage, course, drain, format, outputs);
                    }
                    rows.add(lane.target.measured(
                            ours - copied,
                            Math.round(ours) + " bytes allocated by the stream thread, copy-only "
                                    + Math.round(copied) + ", which has its outputs from before: " + Math.round(written)
                                    + " bytes and two arrays' headers"));
                }
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double copy(Stage stage, Course course, Drain drain, Format format, CopyTopology.Outputs outputs)
            throws InterruptedException {
        PipelineConfig config = course.bare("allocation-" + format, format);
        try (Copier copier = new Copier(config, outputs)) {
            return drain.of(copier).allocatedBytes();
        } finally {
            stage.forget(config);
        }
    }
}
