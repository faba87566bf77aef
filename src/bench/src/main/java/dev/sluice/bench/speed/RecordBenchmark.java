package dev.sluice.bench.speed;

import dev.sluice.avro.AvroDecoder;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.RegistryConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.WireConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.JsonDecoder;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import dev.sluice.wire.Outcome;
import dev.sluice.wire.OutputEncoder;
import dev.sluice.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a record of 38 numbers passes through, one thread: decoders, the default detector, encoders; and loading a model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordBenchmark {

    private static final int FIELDS = 38;
    private static final int DEVICES = 100;
    private static final int RECORDS = 1_000;
    private static final String PIPELINE = "bench";

    private RecordDecoder avroDecoder;
    private RecordDecoder jsonDecoder;
    private byte[][] avro; // [RECORDS], the devices in turns
    private byte[][] json; // [RECORDS]
    private Telemetry telemetry;
    private CompiledModel model;
    private ScoredRecord scored;
    private EntityMemory[] memories; // [DEVICES]
    private byte[] artifact;
    private Outcome outcome;
    private OutputEncoder avroEncoder;
    private OutputEncoder jsonEncoder;
    private int next;

    @Setup
    public void setUp() throws IOException {
        ModelShelf.Telemetry kind = new ModelShelf.Telemetry(FIELDS, DEVICES);
        Sensors sensors = kind.sensors(1);
        Schema schema = sensors.schema();
        RecordLayout layout = new RecordLayout(sensors.features(), null, null);
        avroDecoder = new AvroDecoder(id -> schema, layout);
        jsonDecoder = new JsonDecoder(layout);
        telemetry = new Telemetry(sensors.features());
        List<Sensors.Reading> readings = sensors.next(RECORDS);
        avro = readings.stream().map(r -> r.avro(3)).toArray(byte[][]::new);
        json = readings.stream().map(Sensors.Reading::json).toArray(byte[][]::new);
        LoadedModel loaded = trained(kind);
        artifact = ArtifactWriter.write(loaded.artifact());
        model = loaded.model();
        scored = model.newScoredRecord();
        memories = IntStream.range(0, DEVICES).mapToObj(d -> model.newMemory()).toArray(EntityMemory[]::new);
        outcome = new Outcome(model, scored);
        outcome.at("telemetry", 0, 123_456);
        outcome.of(1_700_000_000_000L, "device-7".getBytes(StandardCharsets.UTF_8));
        PipelineConfig config = PipelineConfig.of(PIPELINE, Map.of(), InputConfig.json("telemetry"));
        jsonEncoder = encoder(config);
        try (SchemaServer registry = new SchemaServer()) {
            avroEncoder = encoder(config.withWire(WireConfig.of(RegistryConfig.at(registry.url()))));
        }
        scoreFirst();
    }

    private OutputEncoder encoder(PipelineConfig config) {
        try (Wire wire = new Wire(config)) {
            return wire.encoders().apply(model);
        }
    }

    /** So that there is something to encode. */
    private void scoreFirst() {
        try {
            scoreAvro();
        } catch (BadRecordException e) {
            throw new IllegalStateException(e);
        }
        outcome.contributions(telemetry.observation);
    }

    private static LoadedModel trained(ModelShelf.Telemetry kind) throws IOException {
        Path work = Files.createTempDirectory("sluice-bench-");
        LoadedModel loaded =
                new ModelShelf(new BenchRun(true, null, work, step -> {})).get(kind, ScoreKind.COMBINED, 1, PIPELINE);
        try (var files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(work);
        return loaded;
    }

    private int turn() {
        next = (next + 1) % RECORDS;
        return next;
    }

    @Benchmark
    public Telemetry decodeAvro() throws BadRecordException {
        avroDecoder.decode(avro[turn()], telemetry);
        return telemetry;
    }

    @Benchmark
    public Telemetry decodeJson() throws BadRecordException {
        jsonDecoder.decode(json[turn()], telemetry);
        return telemetry;
    }

    /** From the bytes in to the score. */
    @Benchmark
    public double scoreAvro() throws BadRecordException {
        int record = turn();
        avroDecoder.decode(avro[record], telemetry);
        model.score(telemetry.observation, memories[record % DEVICES], scored);
        return scored.score();
    }

    @Benchmark
    public byte[] encodeScoreAvro() {
        return avroEncoder.score(outcome);
    }

    @Benchmark
    public byte[] encodeScoreJson() {
        return jsonEncoder.score(outcome);
    }

    @Benchmark
    public byte[] encodeLatentAvro() {
        return avroEncoder.latent(outcome);
    }

    @Benchmark
    public byte[] encodeLatentJson() {
        return jsonEncoder.latent(outcome);
    }

    /** Reads, verifies, compiles and reproduces the golden vectors. */
    @Benchmark
    public LoadedModel loadArtifact() throws ArtifactException {
        return ArtifactReader.load(artifact, PipelineConfig.DEFAULT_MAX_MODEL_BYTES, PIPELINE);
    }
}
