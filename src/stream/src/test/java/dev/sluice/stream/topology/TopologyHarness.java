package dev.sluice.stream.topology;

import dev.sluice.alert.Silences;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.LatentEncoding;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.outage.RegistryWatch;
import dev.sluice.stream.runtime.StreamsSettings;
import dev.sluice.wire.ObjectEncoder;
import dev.sluice.wire.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology of pipeline {@code pumps} in a test driver, with models of three fields. */
final class TopologyHarness implements AutoCloseable {

    static final String[] FIELDS = {"pressure", "flow", "heat"};
    static final int LATENT = 2;

    final PipelineConfig config;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private volatile LoadedModel active = loaded(1);
    volatile Silences silences = Silences.NONE;

    TopologyHarness() {
        this(InputConfig.json("telemetry"), LatentEncoding.FLOAT32, ContractJson::encode);
    }

    TopologyHarness(InputConfig in, LatentEncoding latents, Function<SpecificRecord, byte[]> encoder) {
        this(
                PipelineConfig.of(TestModels.PIPELINE, Map.of("bootstrap.servers", "localhost:9092"), in)
                        .withLatents(latents),
                encoder);
    }

    /** That packs records. */
    TopologyHarness(CompressionConfig compression) {
        this(
                PipelineConfig.of(
                                TestModels.PIPELINE,
                                Map.of("bootstrap.servers", "localhost:9092"),
                                InputConfig.json("telemetry"))
                        .withCompression(compression),
                ContractJson::encode);
    }

    private TopologyHarness(PipelineConfig pipeline, Function<SpecificRecord, byte[]> encoder) {
        config = pipeline;
        Properties settings = new Properties();
        settings.putAll(StreamsSettings.of(config));
        driver = new TopologyTestDriver(
                ScoringTopology.build(
                        config,
                        () -> active,
                        new ScoringMeters(registry, AlertBudget.DEFAULT),
                        new Wire(config),
                        model -> new ObjectEncoder(encoder),
                        new RegistryWatch(Duration.ofSeconds(1), System::nanoTime),
                        () -> silences),
                settings);
        input = driver.createInputTopic(config.input().topic(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static LoadedModel loaded(int version) {
        return loaded(TestModels.model(version, LATENT, FIELDS));
    }

    private static LoadedModel loaded(CompiledModel model) {
        try {
            return ArtifactReader.load(ArtifactWriter.write(TestModels.artifact(model)), 1 << 20, TestModels.PIPELINE);
        } catch (ArtifactException e) {
            throw new AssertionError(e);
        }
    }

    CompiledModel activate(int version) {
        active = loaded(version);
        return active.model();
    }

    void activate(LoadedModel model) {
        active = model;
    }

    void advanceClock(Duration by) {
        driver.advanceWallClockTime(by);
    }

    void activate(int version, int activation) {
        active = loaded(version).activatedBy(activation);
    }

    /** A model that judges records together with the ones before of their entity. */
    CompiledModel activateSeries(int version) {
        active = loaded(TestModels.series(version, LATENT, FIELDS));
        return active.model();
    }

    CompiledModel activate(CompiledModel model) {
        active = loaded(model);
        return active.model();
    }

    void send(String key, String value) {
        send(utf8(key), utf8(value));
    }

    void send(byte[] key, byte[] value) {
        input.pipeInput(new TestRecord<>(key, value, null, 1_000L));
    }

    void send(TestRecord<byte[], byte[]> record) {
        input.pipeInput(record);
    }

    List<TestRecord<byte[], byte[]>> records(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        return records(topic).stream().map(r -> decode(r.value(), type)).toList();
    }

    static <T extends SpecificRecord> T decode(byte[] json, Class<T> type) {
        try {
            return ContractJson.decode(json, type);
        } catch (BadRecordException e) {
            throw new AssertionError(e);
        }
    }

    KeyValueStore<String, Integer> versions() {
        return driver.getKeyValueStore(ScoringTopology.VERSIONS);
    }

    EntityStore memories() {
        return (EntityStore) driver.getStateStore(ScoringTopology.MEMORIES);
    }

    EntityStore incidents() {
        return (EntityStore) driver.getStateStore(ScoringTopology.INCIDENTS);
    }

    static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
