package dev.sluice.cli.faults;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Fence;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.topology.DeadLetterHeaders;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.ContractReader;
import dev.sluice.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads the topics of a pipeline to their end, {@code read_committed}, and tells a {@link Verifier}. */
final class Outcomes {

    private static final Pattern NUMBER = Pattern.compile("\"seq\":([0-9]+)");

    private final PipelineConfig config;

    Outcomes(PipelineConfig config) {
        this.config = config;
    }

    void tell(Verifier verifier) throws BadRecordException {
        try (Wire wire = new Wire(config)) {
            tell(verifier, wire.outputs());
        }
    }

    private void tell(Verifier verifier, ContractReader reader) throws BadRecordException {
        PipelineTopics topics = config.topics();
        for (ConsumerRecord<byte[], byte[]> r : read(config.input().topic())) {
            verifier.input(r.partition(), r.offset(), new String(r.key(), StandardCharsets.UTF_8), number(r.value()));
        }
        for (ConsumerRecord<byte[], byte[]> r : read(topics.activations())) {
            Activation activation = ContractJson.decode(r.value(), Activation.class);
            if (ModelCatalog.activates(activation)) {
                verifier.activation(activation.getVersion(), r.timestamp());
            }
        }
        for (ConsumerRecord<byte[], byte[]> r : read(topics.fences())) {
            Fence fence = ContractJson.decode(r.value(), Fence.class);
            verifier.fence(fence.getPartition(), fence.getOffset(), fence.getModelVersion(), r.timestamp());
        }
        for (ConsumerRecord<byte[], byte[]> r : read(topics.scores())) {
            Score score = reader.decode(r.value(), Score.class);
            verifier.score(score.getPartition(), score.getOffset(), score.getModelVersion());
        }
        for (ConsumerRecord<byte[], byte[]> r : read(topics.latents())) {
            Latent latent = reader.decode(r.value(), Latent.class);
            verifier.latent(latent.getPartition(), latent.getOffset(), latent.getModelVersion());
        }
        for (ConsumerRecord<byte[], byte[]> r : read(topics.deadLetters())) {
            verifier.deadLetter((int) header(r, DeadLetterHeaders.PARTITION), header(r, DeadLetterHeaders.OFFSET));
        }
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(config.kafka())) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, List.of(topic)), records::add);
        }
        return records;
    }

    private static long number(byte[] value) {
        Matcher found = NUMBER.matcher(new String(value, StandardCharsets.UTF_8));
        if (!found.find()) {
            throw new IllegalStateException("an input record without a number");
        }
        return Long.parseLong(found.group(1));
    }

    private static long header(ConsumerRecord<?, ?> record, String name) {
        return Long.parseLong(new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8));
    }
}
