package dev.sluice.cli.replay;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.models.Models;
import dev.sluice.contract.Fence;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.CompiledModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.runtime.StreamsSettings;
import dev.sluice.stream.topology.Recomputation;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes a pipeline's outputs again from its input, its artifacts and its fences, and compares them with what was published.
 * A version's stretch is gone through from its fence on, whatever part of it is compared: what is remembered of entities
 * begins afresh there.
 */
public final class Replay {

    private final PipelineConfig config;
    private final PipelineTopics topics;
    private final Bound from;
    private final Bound to;
    private final Set<Integer> partitions;
    private final Map<Integer, CompiledModel> compiled = new HashMap<>();
    private Models models;
    private Wire wire;

    /**
     * @param from null for the oldest record
     * @param to exclusive; null for what the scorers have committed
     * @param partitions empty for all
     */
    Replay(PipelineConfig config, Bound from, Bound to, Set<Integer> partitions) {
        this.config = config;
        this.topics = config.topics();
        this.from = from;
        this.to = to;
        this.partitions = Set.copyOf(partitions);
    }

    /** All records that are there now, scored or not. */
    public static Replay ofAll(PipelineConfig config) {
        return new Replay(config, new Bound(0L, null), new Bound(Long.MAX_VALUE, null), Set.of());
    }

    /**
     * Reads all it needs, and compares.
     *
     * @throws ConfigException where a topic, a partition, an artifact, or the input since a fence is not there
     */
    public ReplayReport run() throws InterruptedException {
        models = Models.read(config);
        ReplayReport report = new ReplayReport();
        try (Wire opened = new Wire(config);
                KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(config.kafka())) {
            wire = opened;
            Map<Integer, NavigableMap<Long, Integer>> fences = fences(consumer);
            List<TopicPartition> inputs = inputs(consumer);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(inputs);
            Map<TopicPartition, Long> ends = consumer.endOffsets(inputs);
            Map<TopicPartition, Long> firsts = from == null ? begins : from.in(ends, consumer);
            Map<TopicPartition, Long> lasts = to == null ? committed(ends) : to.in(ends, consumer);
            for (TopicPartition input : inputs) {
                long first = Math.max(firsts.get(input), begins.get(input));
                long last = Math.min(lasts.get(input), ends.get(input));
                replay(
                        consumer,
                        input,
                        fences.getOrDefault(input.partition(), new TreeMap<>()),
                        begins.get(input),
                        first,
                        last,
                        report);
            }
        }
        return report;
    }

    private List<TopicPartition> inputs(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> there =
                TopicReader.partitions(consumer, List.of(config.input().topic()));
        if (there.isEmpty()) {
            throw new ConfigException("topic " + config.input().topic() + " does not exist: correct input.topic");
        }
        for (int wanted : partitions) {
            if (there.stream().noneMatch(p -> p.partition() == wanted)) {
                throw new ConfigException("topic " + config.input().topic() + " has " + there.size()
                        + " partitions, there is no partition " + wanted + ": correct --partition");
            }
        }
        return there.stream()
                .filter(p -> partitions.isEmpty() || partitions.contains(p.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    private Map<Integer, NavigableMap<Long, Integer>> fences(KafkaConsumer<byte[], byte[]> consumer) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicReader.readAll(consumer, TopicReader.partitions(consumer, List.of(topics.fences())), records::add);
        Map<Integer, NavigableMap<Long, Integer>> fences = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                Fence fence = ContractJson.decode(record.value(), Fence.class);
                fences.computeIfAbsent(fence.getPartition(), p -> new TreeMap<>())
                        .put(fence.getOffset(), fence.getModelVersion());
            } catch (BadRecordException e) {
                throw new ConfigException(
                        record.topic() + "-" + record.partition() + "@" + record.offset() + " is no fence: "
                                + e.getMessage(),
                        e);
            }
        }
        return fences;
    }

    /** What the scorers have committed: beyond it, an outcome may not be there yet. */
    private Map<TopicPartition, Long> committed(Map<TopicPartition, Long> ends) throws InterruptedException {
        String group = StreamsSettings.applicationId(config);
        try (Cluster cluster = Cluster.connect(config.kafka())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = cluster.get(
                    "cannot read what group " + group + " has committed",
                    cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            Map<TopicPartition, Long> committed = new HashMap<>();
            ends.keySet().forEach(p -> {
                OffsetAndMetadata offset = offsets.get(p);
                committed.put(p, offset == null ? 0L : offset.offset());
            });
            return committed;
        }
    }

    private void replay(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition input,
            NavigableMap<Long, Integer> fences,
            long begin,
            long first,
            long last,
            ReplayReport report) {
        Map<String, OutputCursor> outputs = new HashMap<>();
        try {
            for (String topic : List.of(topics.scores(), topics.latents(), topics.deadLetters())) {
                outputs.put(
                        topic,
                        new OutputCursor(
                                config.kafka(), topics, wire.outputs(), new TopicPartition(topic, input.partition())));
            }
            PartitionReplay replay = new PartitionReplay(
                    topics,
                    new Recomputation(config, wire),
                    this::model,
                    fences,
                    outputs,
                    report,
                    input.partition(),
                    first,
                    last);
            if (first < last) {
                consumer.assign(List.of(input));
                consumer.seek(input, start(input, fences, begin, first));
                TopicReader.readTo(consumer, Map.of(input, last), replay::accept);
            }
            replay.end();
        } finally {
            outputs.values().forEach(OutputCursor::close);
        }
    }

    /** From where records are gone through, so that at {@code first} all is remembered that was. */
    private long start(TopicPartition input, NavigableMap<Long, Integer> fences, long begin, long first) {
        Map.Entry<Long, Integer> fence = fences.floorEntry(first);
        if (fence == null || model(fence.getValue()).isStateless()) {
            return first;
        }
        if (fence.getKey() < begin) {
            Long next = fences.higherKey(first);
            throw new ConfigException("model " + fence.getValue() + " remembers what came before of an entity, and "
                    + input + " has lost the records from its fence at " + fence.getKey() + " to " + begin
                    + ": what was scored with it cannot be made again"
                    + (next == null ? "" : "; begin at the next fence, --from " + next));
        }
        return fence.getKey();
    }

    private CompiledModel model(int version) {
        return compiled.computeIfAbsent(version, v -> {
            byte[] artifact = models.bytes(v)
                    .orElseThrow(() -> new ConfigException("topic " + topics.models() + " has no artifact of version "
                            + v + ", which a fence names: what it scored cannot be made again"));
            try {
                return ArtifactReader.load(artifact, config.maxModelBytes(), config.pipeline())
                        .model();
            } catch (ArtifactException e) {
                throw new ConfigException("the artifact of version " + v + " cannot be used: " + e.getMessage(), e);
            }
        });
    }
}
