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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a scorer needs: whether it is as fast in a small heap as in a large one, each a process of its own, in turns; and
 * what it keeps of entities with a window, told by the heap of this process before and after.
 */
final class MemoryPart implements BenchPart {

    private static final int WINDOW = 32;
    private static final int FIELDS = 32;

    /** Full windows are measured on fewer entities: they would take 32 records each. */
    private static final int FULL = 20_000;

    private static final int QUICK_FULL = 3_000;
    private static final int FEW = 500;

    /** What one partition remembers is bounded: so many have room for a million entities with this window. */
    private static final int PARTITIONS = 20;

    private static final int ENTITIES = 1_000_000;
    private static final int QUICK_ENTITIES = 50_000;

    /** Bytes of this process's heap for each entity, the broker's part included: with less of it, fewer are taken. */
    private static final long ROOM = 4_096;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atLeast(0.95, "throughput of a scorer's process with -Xmx128m", "of -Xmx1g"),
            BenchTarget.informative("kept of entities with a window of 32, 2 records each", "MiB", Direction.AT_MOST),
            BenchTarget.informative("the same, an entity", "bytes", Direction.AT_MOST),
            BenchTarget.informative("kept of an entity whose window is full", "bytes", Direction.AT_MOST));

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<BenchRow> rows = new ArrayList<>();
        try {
            rows.add(heaps(run));
            int entities = (int) Math.min(
                    run.quick() ? QUICK_ENTITIES : ENTITIES,
                    Runtime.getRuntime().maxMemory() / ROOM);
            // What a scorer holds of none of them.
            double fixed = heap(run, FEW, 2);
            double kept = (heap(run, entities, 2) - fixed) / (entities - FEW);
            String of = Figures.count(entities) + " entities, " + FIELDS + " features, default detector";
            rows.add(TARGETS.get(1).measured(kept * entities / (1 << 20), of));
            rows.add(TARGETS.get(2).measured(kept, of));
            int full = run.quick() ? QUICK_FULL : FULL;
            double each = (heap(run, full, WINDOW) - fixed) / (full - FEW);
            rows.add(TARGETS.get(3)
                    .measured(
                            each,
                            Figures.count(full) + " entities; a million of them would be "
                                    + Figures.bytes(Math.round(ENTITIES * each)) + ", of which "
                                    + Figures.bytes((long) ENTITIES * WINDOW * FIELDS * Float.BYTES)
                                    + " are the values themselves"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return rows;
    }

    private static BenchRow heaps(BenchRun run) throws IOException, InterruptedException {
        int records = run.quick() ? 100_000 : 400_000;
        Medians ratio = new Medians();
        Medians small = new Medians();
        Medians large = new Medians();
        try (Stage stage = new Stage(run)) {
            Course course = new Course(run, stage);
            course.fill("memory", Format.AVRO, records);
            for (int round = 1; round <= (run.quick() ? 2 : 3); round++) {
                run.step("small heap and large, round " + round);
                double slow = perSecond(run, stage, course, records, "-Xmx128m");
                double fast = perSecond(run, stage, course, records, "-Xmx1g");
                small.add(slow);
                large.add(fast);
                ratio.add(slow / fast);
            }
        }
        return TARGETS.get(0)
                .measured(
                        ratio.median(),
                        "rounds in turns: " + ratio.summary().range() + "; records/s: " + small.told() + " against "
                                + large.told() + "; 32 features, Avro, default detector");
    }

    private static double perSecond(BenchRun run, Stage stage, Course course, int records, String heap)
            throws IOException, InterruptedException {
        PipelineConfig config = course.prepared("memory", Format.AVRO, stage.avro(), ScoreKind.COMBINED);
        double perSecond;
        try (ScorerProcess scorer = new ScorerProcess(config, run.work(), heap)) {
            perSecond = new Drain(stage, records).ofProcess(scorer).perSecond();
        }
        stage.forget(config);
        return perSecond;
    }

    /** Bytes of heap that a scorer holds once so many entities have sent so many records each. */
    private static double heap(BenchRun run, int entities, int each) throws IOException, InterruptedException {
        run.step("what is kept of " + entities + " entities with " + each + " records each");
        ModelShelf.Telemetry telemetry = new ModelShelf.Telemetry(FIELDS, 100);
        try (Stage stage = new Stage(run)) {
            Sensors sensors = new Sensors(run.firstSeed(), entities, FIELDS);
            int schemaId = stage.registry().register(sensors.schema());
            stage.fill("entities", PARTITIONS, entities * each, n -> {
                Sensors.Reading reading = sensors.next();
                return new ProducerRecord<>("entities", reading.key(), reading.avro(schemaId));
            });
            PipelineConfig config = stage.pipeline("entities", Format.AVRO, stage.avro());
            stage.publish(config, new ModelShelf(run).get(telemetry, ScoreKind.COMBINED, WINDOW, config.pipeline()));
            stage.provisionOutputs(config);
            long before = used();
            try (Scorer scorer = new Scorer(config)) {
                Drain.await(stage, scorer, (long) entities * each, Duration.ofMinutes(10));
                return used() - before;
            }
        }
    }

    /** In use, once nothing is left that could go. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
