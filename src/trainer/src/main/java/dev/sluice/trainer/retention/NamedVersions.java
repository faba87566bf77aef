package dev.sluice.trainer.retention;

import dev.sluice.contract.Fence;
import dev.sluice.packed.PackedException;
import dev.sluice.packed.Unpacker;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.ContractReader;
import dev.sluice.wire.OutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the versions that scores, latents, alerts and packed records which are still there may name: in each partition that of the
 * oldest record, and all that the fences say came after it. Where that cannot be told, every version that a fence of the
 * partition ever named.
 */
public final class NamedVersions {

    private static final Logger LOG = LoggerFactory.getLogger(NamedVersions.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Looks at a partition before its oldest record is taken for unknown. */
    private static final int LOOKS = 25;

    private final PipelineTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final ContractReader reader;

    /**
     * @param consumer of raw bytes, {@code read_committed}, without a group; not closed here
     * @param reader of what scorers write
     */
    public NamedVersions(PipelineTopics topics, Consumer<byte[], byte[]> consumer, ContractReader reader) {
        this.topics = topics;
        this.consumer = consumer;
        this.reader = reader;
    }

    /** Where an output is about: the input's partition is the output's. */
    private record Output(long inputOffset, int version) {}

    /** What an output says of itself. */
    private interface Naming {
        Output of(byte[] value) throws BadRecordException, PackedException;
    }

    /**
     * @throws org.apache.kafka.common.KafkaException where a topic cannot be read
     * @throws IllegalStateException where a fence cannot be read
     */
    public Set<Integer> read() {
        Map<Integer, List<Fence>> fences = fences(TopicReader.partitions(consumer, topics.fences()));
        Set<Integer> named = new TreeSet<>();
        for (OutputType type : OutputType.values()) {
            add(topic(type), value -> output(type, value), fences, named);
        }
        add(topics.packed(), NamedVersions::packed, fences, named);
        return named;
    }

    private void add(String topic, Naming naming, Map<Integer, List<Fence>> fences, Set<Integer> named) {
        List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            if (begins.get(partition) < ends.get(partition)) {
                add(
                        naming,
                        partition,
                        ends.get(partition),
                        fences.getOrDefault(partition.partition(), List.of()),
                        named);
            }
        }
    }

    private String topic(OutputType type) {
        return switch (type) {
            case SCORE -> topics.scores();
            case LATENT -> topics.latents();
            case ALERT -> topics.alerts();
        };
    }

    /** By input partition, in the order they were written. */
    private Map<Integer, List<Fence>> fences(List<TopicPartition> partitions) {
        Map<Integer, List<Fence>> fences = new HashMap<>();
        if (partitions.isEmpty()) {
            return fences;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        TopicReader.readTo(consumer, consumer.endOffsets(partitions), record -> {
            try {
                Fence fence = ContractJson.decode(record.value(), Fence.class);
                fences.computeIfAbsent(fence.getPartition(), p -> new ArrayList<>())
                        .add(fence);
            } catch (BadRecordException | RuntimeException e) {
                throw new IllegalStateException(
                        record.topic() + "-" + record.partition() + "@" + record.offset() + " is no fence: "
                                + e.getMessage(),
                        e);
            }
        });
        return fences;
    }

    private void add(Naming naming, TopicPartition partition, long end, List<Fence> fences, Collection<Integer> named) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        ConsumerRecord<byte[], byte[]> oldest = oldest(partition, end);
        if (oldest == null && consumer.position(partition) >= end) {
            return; // Nothing but marks of transactions.
        }
        int from = 0;
        try {
            if (oldest != null) {
                Output output = naming.of(oldest.value());
                if (output.version() > 0) {
                    named.add(output.version());
                }
                from = Math.max(0, fenceOf(output, fences));
            }
        } catch (BadRecordException | PackedException | RuntimeException e) {
            LOG.warn(
                    "{}@{} does not tell which model made it ({}): every model of its partition is kept",
                    partition,
                    oldest.offset(),
                    e.getMessage());
        }
        fences.subList(from, fences.size()).forEach(fence -> named.add(fence.getModelVersion()));
    }

    /** The earliest written fence that can be the output's; -1 where there is none. */
    private static int fenceOf(Output output, List<Fence> fences) {
        for (int i = 0; i < fences.size(); i++) {
            Fence fence = fences.get(i);
            if (fence.getModelVersion() == output.version() && fence.getOffset() <= output.inputOffset()) {
                return i;
            }
        }
        return -1;
    }

    /** Which version is in use where a block is complete says nothing of where its records are. */
    private static Output packed(byte[] value) throws PackedException {
        return new Output(Long.MAX_VALUE, Unpacker.version(value));
    }

    private Output output(OutputType type, byte[] bytes) throws BadRecordException {
        SpecificRecord value = reader.decode(bytes, type.contract());
        return new Output((long) field(value, "offset"), (int) field(value, "modelVersion"));
    }

    private static Object field(SpecificRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }

    /** The first committed record from where the consumer stands; null where there is none, or it does not come. */
    private ConsumerRecord<byte[], byte[]> oldest(TopicPartition partition, long end) {
        for (int look = 0; look < LOOKS && consumer.position(partition) < end; look++) {
            Iterator<ConsumerRecord<byte[], byte[]>> records =
                    consumer.poll(POLL).iterator();
            if (records.hasNext()) {
                return records.next();
            }
        }
        return null;
    }
}
