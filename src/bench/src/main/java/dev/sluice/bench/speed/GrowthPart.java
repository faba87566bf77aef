package dev.sluice.bench.speed;

import dev.sluice.avro.AvroDecoder;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What happens to the cost where there is more of something: features of a record, entities with windows, partitions. The
 * exponent is of all of the work: that of 4 times the entities, with as many records each, is to cost 4 times as much.
 */
final class GrowthPart implements BenchPart {

    private static final int[] FEATURES = {8, 32, 128, 512, 1_024};
    private static final int[] ENTITIES = {1_000, 100_000, 1_000_000};
    private static final int[] QUICK_ENTITIES = {1_000, 10_000, 50_000};
    private static final int[] PARTITIONS = {1, 4, 16};
    private static final int DEVICES = 100;
    private static final int FIELDS = 8;
    private static final int WINDOW = 8;
    private static final int SCHEMA = 1;

    /** Partitions that entities are spread over: what one remembers is bounded, and a million with windows must have room. */
    private static final int SHARES = 4;

    /** Linear, and a tenth for what is measured inexactly. */
    private static final double LINEAR = 1.1;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(LINEAR, "growth of a record's cost with its features", "exponent"),
            BenchTarget.atMost(LINEAR, "growth of the cost with entities that have a window", "exponent"),
            BenchTarget.atMost(LINEAR, "growth of the cost with partitions", "exponent"));

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        GrowthCurve features = features(run);
        GrowthCurve entities;
        GrowthCurve partitions;
        try {
            entities = entities(run);
            partitions = partitions(run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (run.pictures() != null) {
            Files.writeString(
                    run.pictures().resolve("speed-growth.svg"),
                    GrowthPlot.svg(List.of(features, entities, partitions)),
                    StandardCharsets.UTF_8);
        }
        String few = "default detector, window of " + WINDOW + ", stream thread: ";
        return List.of(
                TARGETS.get(0).measured(features.exponent(), "Avro to score, default detector: " + features.told()),
                run.quick()
                        ? TARGETS.get(1).measuredInPart(entities.exponent(), few + entities.told())
                        : TARGETS.get(1).measured(entities.exponent(), few + entities.told()),
                TARGETS.get(2)
                        .measured(
                                partitions.exponent(),
                                "default detector, as many records in each, stream thread: " + partitions.told()));
    }

    private static GrowthCurve features(BenchRun run) throws IOException {
        GrowthCurve curve = new GrowthCurve("features", "us/record");
        ModelShelf shelf = new ModelShelf(run);
        Race race = new Race(run.quick() ? 3 : 7, 300);
        for (int fields : FEATURES) {
            ModelShelf.Telemetry telemetry = new ModelShelf.Telemetry(fields, DEVICES);
            CompiledModel model =
                    shelf.get(telemetry, ScoreKind.COMBINED, 1, "growth").model();
            race.with(new Scoring(model, telemetry.sensors(run.firstSeed()))::run);
        }
        run.step("cost of " + FEATURES.length + " numbers of features");
        Race.Times times = race.run();
        for (int f = 0; f < FEATURES.length; f++) {
            curve.add(FEATURES[f], times.micros(f).median());
        }
        return curve;
    }

    /** A record from its bytes to its score. */
    private static final class Scoring {
        private final CompiledModel model;
        private final RecordDecoder decoder;
        private final Telemetry telemetry;
        private final ScoredRecord scored;
        private final EntityMemory memory;
        private final byte[][] values;
        private int next;

        Scoring(CompiledModel model, Sensors sensors) {
            Schema schema = sensors.schema();
            this.model = model;
            this.decoder = new AvroDecoder(id -> schema, new RecordLayout(sensors.features(), null, null));
            this.telemetry = new Telemetry(sensors.features());
            this.scored = model.newScoredRecord();
            this.memory = model.newMemory();
            this.values = sensors.next(1_000).stream().map(r -> r.avro(SCHEMA)).toArray(byte[][]::new);
        }

        double run(int times) {
            double sum = 0;
            for (int n = 0; n < times; n++) {
                try {
                    decoder.decode(values[next], telemetry);
                } catch (BadRecordException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
                model.score(telemetry.observation, memory, scored);
                sum += scored.score();
                next = (next + 1) % values.length;
            }
            return sum;
        }
    }

    /** As many records of each entity, so that their cost is to grow as their number does. */
    private static GrowthCurve entities(BenchRun run) throws IOException, InterruptedException {
        GrowthCurve curve = new GrowthCurve("entities", "s for 2 records each");
        for (int entities : run.quick() ? QUICK_ENTITIES : ENTITIES) {
            run.step(entities + " entities with windows");
            // So many that code is compiled; a few entities send more of them.
            int records = Math.max(2 * entities, run.quick() ? 50_000 : 200_000);
            Sensors sensors = new Sensors(run.firstSeed(), entities, FIELDS);
            double micros = micros(run, SHARES, records, WINDOW, sensors.schema(), n -> sensors.next());
            curve.add(entities, 2 * micros * entities / 1e6);
        }
        return curve;
    }

    private static GrowthCurve partitions(BenchRun run) throws IOException, InterruptedException {
        GrowthCurve curve = new GrowthCurve("partitions", "s for 100,000 records each");
        for (int partitions : PARTITIONS) {
            run.step(partitions + " partitions");
            int records = Math.max((run.quick() ? 6_000 : 30_000) * partitions, run.quick() ? 50_000 : 200_000);
            Sensors sensors = new Sensors(run.firstSeed(), DEVICES, FIELDS);
            List<Sensors.Reading> readings = sensors.next(10_000);
            double micros =
                    micros(run, partitions, records, 1, sensors.schema(), n -> readings.get(n % readings.size()));
            curve.add(partitions, 0.1 * micros * partitions);
        }
        return curve;
    }

    /** Processor time of the stream thread, a record. */
    private static double micros(
            BenchRun run, int partitions, int records, int window, Schema schema, IntFunction<Sensors.Reading> reading)
            throws IOException, InterruptedException {
        ModelShelf.Telemetry telemetry = new ModelShelf.Telemetry(FIELDS, DEVICES);
        try (Stage stage = new Stage(run)) {
            int schemaId = stage.registry().register(schema);
            stage.fill("growth", partitions, records, n -> {
                Sensors.Reading r = reading.apply(n);
                return new ProducerRecord<>("growth", n % partitions, r.key(), r.avro(schemaId));
            });
            PipelineConfig config = stage.pipeline("growth", Format.AVRO, stage.avro());
            stage.publish(config, new ModelShelf(run).get(telemetry, ScoreKind.COMBINED, window, config.pipeline()));
            stage.provisionOutputs(config);
            try (Scorer scorer = new Scorer(config)) {
                return new Drain(stage, records).of(scorer).cpuMicros();
            }
        }
    }
}
