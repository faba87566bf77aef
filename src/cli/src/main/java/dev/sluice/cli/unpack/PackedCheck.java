package dev.sluice.cli.unpack;

import dev.sluice.packed.Comparison;
import dev.sluice.packed.Cutter;
import dev.sluice.packed.Original;
import dev.sluice.packed.Original.Attachment;
import dev.sluice.packed.Packing;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.TopicReader;
import dev.sluice.unpack.Unpackers;
import dev.sluice.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Holds every record of a packed topic against the input record that it was. */
public final class PackedCheck implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final PipelineConfig config;
    private final Wire wire;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Input> inputs = new TreeMap<>(); // by partition
    private final Map<Integer, Comparison> comparisons = new HashMap<>(); // by version
    private long records;
    private long messages;
    private long packedBytes;
    private long inputBytes;
    private long gone;
    private long failures;
    private String first;

    /** An input partition as far as it was read. */
    private static final class Input {
        private final TopicPartition partition;
        private final long begin;
        private final long end;
        private final Map<Long, ConsumerRecord<byte[], byte[]>> unmatched = new HashMap<>();
        private final BitSet matched = new BitSet(); // by offset from the begin on

        Input(TopicPartition partition, long begin, long end) {
            this.partition = partition;
            this.begin = begin;
            this.end = end;
        }
    }

    /** The largest error of a field, in units of its bound. */
    public record Worst(double bound, double error) {}

    /**
     * What it came to.
     *
     * @param gone packed records that the input has no more
     * @param notPacked input records before the last packed one that are in no message
     * @param failures records that do not hold
     * @param first the first of these; null where there is none
     */
    public record Result(
            long messages,
            long records,
            long numbers,
            long packedBytes,
            long inputBytes,
            long gone,
            long notPacked,
            long failures,
            String first,
            SortedMap<String, Worst> fields) {

        public boolean holds() {
            return failures == 0;
        }

        /** Bytes of a packed record, keys included. */
        public double packedPerRecord() {
            return (double) packedBytes / Math.max(1, records);
        }

        /** Bytes of a record as it came in, keys included. */
        public double inputPerRecord() {
            return (double) inputBytes / Math.max(1, records);
        }

        /** Of all fields, in units of their bounds. */
        public double largestError() {
            return fields.values().stream().mapToDouble(Worst::error).max().orElse(0);
        }
    }

    public PackedCheck(PipelineConfig config) {
        this.config = config;
        this.wire = new Wire(config);
        this.consumer = TopicReader.consumer(config.kafka());
    }

    /**
     * Of the pipeline's own topics as they are now.
     *
     * @throws ConfigException where a topic or a model is not there
     */
    public static Result of(PipelineConfig config) throws IOException {
        try (PackedTopic packed = PackedTopic.of(config, null);
                PackedCheck check = new PackedCheck(config)) {
            packed.requireThere();
            return check.run(packed, done -> {});
        }
    }

    /** Takes how far it has come. */
    interface Done {
        void at(long offsets);
    }

    Result run(PackedTopic packed, Done progress) throws IOException {
        open();
        packed.read(message -> {
            Input input = inputs.get(message.partition());
            if (input == null) {
                throw new ConfigException("topic " + config.input().topic() + " has no partition " + message.partition()
                        + ", which " + packed.name() + " has: it is another topic than was packed");
            }
            messages++;
            packedBytes += message.bytes();
            Comparison comparison =
                    comparisons.computeIfAbsent(message.version(), v -> comparison(packed.unpackers(), v));
            for (Original record : message.records()) {
                compare(input, message.entity(), record, comparison);
            }
            progress.at(packed.done());
        });
        return result();
    }

    private void open() {
        List<TopicPartition> partitions =
                TopicReader.partitions(consumer, config.input().topic());
        if (partitions.isEmpty()) {
            throw new ConfigException("topic " + config.input().topic() + " does not exist: correct input.topic");
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(p -> inputs.put(p.partition(), new Input(p, begins.get(p), ends.get(p))));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private Comparison comparison(Unpackers unpackers, int version) {
        return unpackers
                .model(version)
                .map(model -> {
                    Packing packing =
                            model.packing(config.compression().leftOut()).orElseThrow();
                    Cutter cutter = wire.cutter(model.model().features().specs(), packing.fields());
                    return new Comparison(packing, cutter);
                })
                .orElseGet(() -> new Comparison(Packing.NONE, (value, into) -> {}));
    }

    private void compare(Input input, byte[] entity, Original packed, Comparison comparison) {
        if (packed.offset() < input.begin) {
            gone++;
            return;
        }
        String where = input.partition + "@" + packed.offset();
        ConsumerRecord<byte[], byte[]> record = record(input, packed.offset());
        if (record == null || record.value() == null) {
            fail(where + (isMatched(input, packed.offset()) ? " is packed twice" : " is packed, and not in the input"));
            return;
        }
        input.matched.set((int) (packed.offset() - input.begin));
        records++;
        inputBytes += record.value().length + (record.key() == null ? 0 : record.key().length);
        String difference = comparison.compare(entity, original(record), packed);
        if (difference != null) {
            fail(where + " differs in " + difference);
        }
    }

    private static boolean isMatched(Input input, long offset) {
        return input.matched.get((int) (offset - input.begin));
    }

    private void fail(String what) {
        failures++;
        first = first == null ? what : first;
    }

    /** The input record of an offset, once; null where it is not there. */
    private ConsumerRecord<byte[], byte[]> record(Input input, long offset) {
        while (consumer.position(input.partition) <= offset && consumer.position(input.partition) < input.end) {
            consumer.poll(POLL)
                    .forEach(record -> inputs.get(record.partition()).unmatched.put(record.offset(), record));
        }
        return input.unmatched.remove(offset);
    }

    private static Original original(ConsumerRecord<byte[], byte[]> record) {
        List<Attachment> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new Attachment(header.key(), header.value()));
        }
        return new Original(record.offset(), record.timestamp(), record.key(), record.value(), headers);
    }

    private Result result() {
        SortedMap<String, Worst> fields = new TreeMap<>();
        long numbers = 0;
        for (Comparison comparison : comparisons.values()) {
            numbers += comparison.numbers();
            for (int f = 0; f < comparison.fields().count(); f++) {
                Worst worst = new Worst(comparison.fields().bound(f), comparison.worst(f));
                fields.merge(comparison.fields().name(f), worst, (a, b) -> a.error() >= b.error() ? a : b);
            }
        }
        long notPacked = 0;
        for (Input input : inputs.values()) {
            long last = input.begin + input.matched.length() - 1;
            notPacked += input.unmatched.keySet().stream().filter(o -> o < last).count();
        }
        return new Result(
                messages, records, numbers, packedBytes, inputBytes, gone, notPacked, failures, first, fields);
    }

    @Override
    public void close() {
        consumer.close();
        wire.close();
    }
}
