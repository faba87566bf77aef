package dev.sluice.cli.alerts;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Feedback;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.topic.LastByKey;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.ContractReader;
import dev.sluice.wire.Wire;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The incidents of a pipeline and what operators have said of them, as its topics have them now. */
final class Alerts {

    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private final LastByKey<Feedback> feedback;
    private final LastByKey<Silence> silences;

    Alerts(LastByKey<Feedback> feedback, LastByKey<Silence> silences) {
        this.feedback = feedback;
        this.silences = silences;
        unreadable.addAll(feedback.unreadable());
        unreadable.addAll(silences.unreadable());
    }

    /**
     * Reads them all.
     *
     * @throws org.apache.kafka.common.KafkaException where no broker answers, or there is no alerts topic
     */
    static Alerts read(PipelineConfig pipeline) throws InterruptedException {
        PipelineTopics topics = pipeline.topics();
        try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
            requireTopic(cluster, topics);
        }
        try (Wire wire = new Wire(pipeline);
                KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(pipeline.kafka())) {
            Alerts alerts = new Alerts(
                    LastByKey.read(consumer, topics.feedback(), Feedback.class),
                    LastByKey.read(consumer, topics.silences(), Silence.class));
            ContractReader reader = wire.outputs();
            List<TopicPartition> partitions = TopicReader.partitions(consumer, topics.alerts());
            TopicReader.readAll(consumer, partitions, record -> alerts.accept(record, reader));
            return alerts;
        }
    }

    /** @throws UnknownTopicOrPartitionException where no scorer has created it yet */
    static void requireTopic(Cluster cluster, PipelineTopics topics) throws InterruptedException {
        if (cluster.partitions(topics.alerts()).isEmpty()) {
            throw new UnknownTopicOrPartitionException("topic " + topics.alerts() + " does not exist at "
                    + cluster.address() + ": `sluice stream` creates it when it starts");
        }
    }

    /** The next record of the alerts topic. */
    void accept(ConsumerRecord<byte[], byte[]> record, ContractReader reader) {
        try {
            if (record.value() == null) {
                throw new BadRecordException("value", "an Alert", "null");
            }
            add(reader.decode(record.value(), Alert.class));
        } catch (BadRecordException e) {
            unreadable.add(record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + e.getMessage());
        }
    }

    void add(Alert message) {
        Incident known = incidents.get(message.getId());
        if (known == null) {
            incidents.put(message.getId(), new Incident(message));
        } else {
            known.add(message);
        }
    }

    /** Those that began first come first. */
    List<Incident> incidents() {
        return incidents.values().stream()
                .sorted(Comparator.comparingLong(Incident::start).thenComparing(Incident::id))
                .toList();
    }

    /** @throws ConfigException where there is none of this id */
    Incident require(String id) {
        Incident incident = incidents.get(id);
        if (incident == null) {
            throw new ConfigException("no incident \"" + id + "\" is on the alerts topic, which has " + incidents.size()
                    + ": `sluice alerts list --all` shows their ids");
        }
        return incident;
    }

    /** What was said last of an incident. */
    Optional<Feedback> feedback(Incident incident) {
        return feedback.of(incident.id());
    }

    /** The silences that were meant for an incident, at any time of its life. */
    List<Silence> silences(Incident incident) {
        return silences.all().stream()
                .filter(s -> Silences.isMeantFor(s, incident))
                .toList();
    }

    /** Records that could not be understood, with their coordinates. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }
}
