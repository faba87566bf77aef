package dev.sluice.cli.demo;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.Fence;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.ContractReader;
import dev.sluice.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Checks the promise of one terminal outcome against the topics themselves: reads every input record and every outcome,
 * {@code read_committed}, and compares them by partition and offset.
 */
final class Reconciliation {

    /** An input record's place. */
    record Coordinates(int partition, long offset) {}

    private final PipelineConfig config;
    private final ContractReader reader;
    private final Set<Coordinates> inputs = new HashSet<>();
    private final Map<Coordinates, Integer> outcomes = new HashMap<>();
    private final Map<Coordinates, Score> scores = new HashMap<>();
    private final Set<Coordinates> latents = new HashSet<>();
    private final SortedSet<Integer> versions = new TreeSet<>();
    private long scoreCount;
    private long latentCount;
    private long deadLetterCount;
    private final Map<String, Long> opened = new HashMap<>(); // incidents, by id
    private final Map<Integer, NavigableMap<Long, Long>> incidents = new HashMap<>(); // offsets, by partition
    private long fenceCount;

    private Reconciliation(PipelineConfig config) {
        this.config = config;
        this.reader = new Wire(config).outputs();
    }

    /** Reads all topics of the pipeline to their present end. */
    static Reconciliation read(PipelineConfig config) throws BadRecordException {
        Reconciliation r = new Reconciliation(config);
        PipelineTopics topics = config.topics();
        Set<String> names = Set.of(
                config.input().topic(),
                topics.scores(),
                topics.latents(),
                topics.deadLetters(),
                topics.alerts(),
                topics.fences());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(config.kafka())) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, names), records::add);
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            r.accept(record);
        }
        return r;
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        PipelineTopics topics = config.topics();
        if (record.topic().equals(config.input().topic())) {
            inputs.add(new Coordinates(record.partition(), record.offset()));
        } else if (record.topic().equals(topics.scores())) {
            Score score = reader.decode(record.value(), Score.class);
            Coordinates at = new Coordinates(score.getPartition(), score.getOffset());
            scores.put(at, score);
            outcomes.merge(at, 1, Integer::sum);
            versions.add(score.getModelVersion());
            scoreCount++;
        } else if (record.topic().equals(topics.deadLetters())) {
            outcomes.merge(
                    new Coordinates((int) header(record, "sluice.partition"), header(record, "sluice.offset")),
                    1,
                    Integer::sum);
            deadLetterCount++;
        } else if (record.topic().equals(topics.latents())) {
            latentCount++;
            latents.add(coordinates(reader.decode(record.value(), Latent.class)));
        } else if (record.topic().equals(topics.alerts())) {
            accept(reader.decode(record.value(), Alert.class));
        } else {
            reader.decode(record.value(), Fence.class);
            fenceCount++;
        }
    }

    private void accept(Alert alert) {
        NavigableMap<Long, Long> spans = incidents.computeIfAbsent(alert.getPartition(), p -> new TreeMap<>());
        if (alert.getState() == AlertState.OPENED) {
            opened.put(alert.getId(), alert.getOffset());
            spans.put(alert.getOffset(), Long.MAX_VALUE);
        } else if (alert.getState() == AlertState.RESOLVED) {
            spans.put(opened.get(alert.getId()), alert.getOffset());
        }
    }

    private static Coordinates coordinates(Latent latent) {
        return new Coordinates(latent.getPartition(), latent.getOffset());
    }

    private static long header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Long.parseLong(new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8));
    }

    long recordsIn() {
        return inputs.size();
    }

    long scores() {
        return scoreCount;
    }

    long latents() {
        return latentCount;
    }

    long deadLetters() {
        return deadLetterCount;
    }

    /** Incidents that opened. */
    long alerts() {
        return opened.size();
    }

    /** Whether the record at that place is anomalous, and an incident is open. */
    boolean isAlerted(Coordinates at) {
        Score score = score(at);
        return score != null
                && score.getAnomaly()
                && incidents.getOrDefault(at.partition(), new TreeMap<>()).headMap(at.offset(), true).values().stream()
                        .anyMatch(end -> end >= at.offset());
    }

    long fences() {
        return fenceCount;
    }

    /** Versions that scored at least one record. */
    SortedSet<Integer> versions() {
        return versions;
    }

    /** Input records without an outcome. */
    long missing() {
        return inputs.stream().filter(at -> !outcomes.containsKey(at)).count();
    }

    /** Outcomes beyond the first of each input record; one that belongs to no input record counts too. */
    long duplicates() {
        return outcomes.entrySet().stream()
                .mapToLong(e -> e.getValue() - (inputs.contains(e.getKey()) ? 1 : 0))
                .sum();
    }

    /** The score of the record at that place; null where it became a dead letter. */
    Score score(Coordinates at) {
        return scores.get(at);
    }

    /** One outcome for each record, and one latent for each score. */
    boolean holds() {
        return missing() == 0
                && duplicates() == 0
                && scoreCount + deadLetterCount == recordsIn()
                && latentCount == scoreCount
                && latents.equals(scores.keySet());
    }
}
