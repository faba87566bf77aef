package dev.sluice.bench.speed;

import dev.sluice.bench.data.Publication;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.pipeline.RegistryConfig;
import dev.sluice.pipeline.WireConfig;
import dev.sluice.topic.TopicProvisioner;
import dev.sluice.topic.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What all that is compared runs on: a broker and a schema registry of this process, with topics that are filled before. */
final class Stage implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final SchemaServer registry;
    private final Cluster cluster;
    private final Path states;
    private final Map<String, Integer> partitions = new HashMap<>();
    private int pipelines;

    Stage(BenchRun run) throws IOException, InterruptedException {
        // Of its own: the pipelines of another stage have the same names.
        this.states = Files.createTempDirectory(run.work(), "states-");
        this.broker = EmbeddedBroker.start();
        this.registry = new SchemaServer();
        this.cluster = Cluster.connect(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    SchemaServer registry() {
        return registry;
    }

    Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    /**
     * A pipeline that nobody has run yet, with the defaults for all else.
     *
     * @param input filled before
     * @param wire how it writes
     */
    PipelineConfig pipeline(String input, Format format, WireConfig wire) {
        String name = String.format(Locale.ROOT, "speed%03d", ++pipelines);
        Map<String, String> kafka = new HashMap<>(kafka());
        kafka.put("state.dir", states.resolve(name).toString());
        return PipelineConfig.of(name, kafka, InputConfig.json(input).withFormat(format))
                .withHttp(new HttpConfig("127.0.0.1", 0))
                .withWire(wire);
    }

    /** Avro, where there is a choice. */
    WireConfig avro() {
        return WireConfig.of(RegistryConfig.at(registry.url()));
    }

    void createTopic(String topic, int count) throws InterruptedException {
        cluster.createIfAbsent(topic, count);
        partitions.put(topic, count);
    }

    /**
     * Makes an input topic.
     *
     * @param records by their number, from 0; they take the partitions in turns
     */
    void fill(String topic, int count, int records, IntFunction<ProducerRecord<byte[], byte[]>> record)
            throws InterruptedException {
        createTopic(topic, count);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < records; i++) {
                // Failures show as records that are missing in the end.
                var unused = producer.send(record.apply(i));
            }
            producer.flush();
        }
    }

    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(kafka());
        settings.put("batch.size", 1 << 17);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Publishes a model and makes it active. */
    void publish(PipelineConfig config, LoadedModel model) throws InterruptedException {
        Publication.publish(cluster, config, model);
    }

    /** Creates what a topology writes to that has no one to create it. */
    void provisionOutputs(PipelineConfig config) throws InterruptedException {
        new TopicProvisioner(cluster.admin(), config)
                .provisionOutputTopics(partitions.get(config.input().topic()));
    }

    /** How far a topic is written, committed or not; 0 where it is not there yet. */
    long written(String topic, int count) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest()));
        return cluster
                .get(
                        "cannot tell how far " + topic + " is written",
                        cluster.admin().listOffsets(ends).all())
                .values()
                .stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    /** How far a pipeline's scores are written. */
    long scores(PipelineConfig config) throws InterruptedException {
        String topic = config.topics().scores();
        return cluster.partitions(topic).isEmpty()
                ? 0
                : written(topic, partitions.get(config.input().topic()));
    }

    /** The last values of a topic, at most so many. */
    byte[][] values(String topic, int count) {
        List<byte[]> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(kafka())) {
            TopicReader.readAll(
                    consumer, TopicReader.partitions(consumer, topic), record -> values.add(record.value()));
        }
        return values.subList(Math.max(0, values.size() - count), values.size()).toArray(byte[][]::new);
    }

    /** Deletes what a pipeline wrote: the next is not to run on a fuller disk. */
    void forget(PipelineConfig config) throws InterruptedException {
        PipelineTopics topics = config.topics();
        Set<String> existing = cluster.get(
                "cannot list the topics", cluster.admin().listTopics().names());
        List<String> written = Stream.of(
                        topics.scores(),
                        topics.latents(),
                        topics.alerts(),
                        topics.deadLetters(),
                        topics.fences(),
                        topics.models(),
                        topics.activations())
                .filter(existing::contains)
                .toList();
        cluster.get(
                "cannot delete the topics of " + config.pipeline(),
                cluster.admin().deleteTopics(written).all());
    }

    @Override
    public void close() {
        cluster.close();
        registry.close();
        broker.close();
    }
}
