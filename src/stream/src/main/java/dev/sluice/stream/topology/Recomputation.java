package dev.sluice.stream.topology;

import dev.sluice.alert.AlertDesk;
import dev.sluice.alert.Silences;
import dev.sluice.model.CompiledModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.wire.Wire;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes the scores, latents and dead letters of input records again, outside of the topology and with the same code; not
 * the alerts, which are of incidents that may have begun under an earlier model, and of silences that came and went. Records of one partition are
 * given in their order, each stretch of a version from its fence on: there, nothing is remembered of any entity.
 */
public final class Recomputation {

    /** An output record, its partition being that of the input. */
    public static final class Output {

        private final byte[] key;
        private final byte[] value;
        private final Headers headers;
        private final long timestamp;

        private Output(byte[] key, byte[] value, Headers headers, long timestamp) {
            this.key = key;
            this.value = value;
            this.headers = headers;
            this.timestamp = timestamp;
        }

        /** Null where the input record has none. */
        public byte[] key() {
            return key;
        }

        /** Null for a dead letter of a record without a value. */
        public byte[] value() {
            return value;
        }

        /** None but for dead letters. */
        public Headers headers() {
            return headers;
        }

        /** Milliseconds since the epoch. */
        public long timestamp() {
            return timestamp;
        }
    }

    private record At(String topic, int partition, long offset) implements RecordMetadata {}

    private final PipelineConfig config;
    private final PipelineTopics topics;
    private final Function<CompiledModel, RecordScorer> scorers;
    private CompiledModel model;
    private PartitionScorer partition;

    /** @param wire of this pipeline */
    public Recomputation(PipelineConfig config, Wire wire) {
        this.config = config;
        this.topics = config.topics();
        this.scorers = ScoringTopology.scorers(config, wire, wire.encoders());
    }

    /** A fence: from the next record on, this model, and nothing remembered. */
    public void fence(CompiledModel next) {
        model = next;
        partition = new PartitionScorer(
                scorers,
                new HeapStore<>(ScoringTopology.VERSIONS, Comparator.naturalOrder()),
                new EntityMemories(new HeapStore<>(ScoringTopology.MEMORIES, Arrays::compareUnsigned)),
                new IncidentStore(
                        null,
                        new AlertDesk(() -> Silences.NONE, config.training().history())),
                config.training().history());
    }

    /**
     * The outputs of the next record, by topic.
     *
     * @throws IllegalStateException before the first fence
     */
    public Map<String, Output> outputs(ConsumerRecord<byte[], byte[]> input) {
        if (partition == null) {
            throw new IllegalStateException("no model yet");
        }
        long timestamp = InputTimestamps.of(input);
        RecordMetadata at = new At(input.topic(), input.partition(), input.offset());
        Map<String, Output> outputs = new LinkedHashMap<>();
        partition.use(model, 0, timestamp);
        try {
            Outputs made = partition.score(input.key(), input.value(), timestamp, at);
            outputs.put(topics.scores(), output(made.key, made.score.clone(), timestamp));
            outputs.put(topics.latents(), output(made.key, made.latent.clone(), timestamp));
        } catch (UnscorableException e) {
            DeadLetter letter = DeadLetter.of(input.key(), input.value(), input.headers(), e, at, timestamp);
            outputs.put(topics.deadLetters(), new Output(input.key(), letter.value, letter.headers, timestamp));
        }
        return outputs;
    }

    private static Output output(byte[] key, byte[] value, long timestamp) {
        return new Output(key, value, new RecordHeaders(), timestamp);
    }
}
