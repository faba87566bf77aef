package dev.sluice.unpack;

import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The artifacts of a models topic, which is read again where a version is asked for that was not there. Not thread-safe. */
public final class PublishedModels {

    private final PipelineTopics topics;
    private final Map<String, String> kafka;
    private ModelCatalog catalog;

    /** @param kafka settings of a consumer; its group and deserializers do not matter */
    public PublishedModels(PipelineTopics topics, Map<String, String> kafka) {
        this.topics = topics;
        this.kafka = Map.copyOf(kafka);
        this.catalog = new ModelCatalog(topics);
    }

    /** @throws org.apache.kafka.common.KafkaException where the topic cannot be read */
    public Optional<byte[]> artifact(int version) {
        Optional<byte[]> known = catalog.artifact(version);
        if (known.isPresent()) {
            return known;
        }
        ModelCatalog fresh = new ModelCatalog(topics);
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(kafka)) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, List.of(topics.models())), fresh::accept);
        }
        catalog = fresh;
        return catalog.artifact(version);
    }
}
