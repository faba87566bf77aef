package dev.sluice.trainer.history;

import dev.sluice.contract.OffsetRange;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a window of the input topic, one partition after the other, with the decoder that the scorer uses. */
public final class HistoryReader {
    /** Records that {@code features: auto} looks at, over all partitions. */
    private static final int INFERENCE_SAMPLES = 1_000;
    /** Stretches of a partition that these are from, the first at its beginning, the last at its end. */
    private static final int STRETCHES = 5;

    private final PipelineConfig config;
    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer of raw bytes, {@code read_committed}, without a group; not closed here */
    public HistoryReader(PipelineConfig config, Consumer<byte[], byte[]> consumer) {
        this.config = config;
        this.consumer = consumer;
    }

    /**
     * @throws dev.sluice.registry.RegistryOutageException where the schema registry does not answer
     * @throws dev.sluice.pipeline.ConfigException where the features cannot be told from the records
     * @throws org.apache.kafka.common.KafkaException where the topic cannot be read
     */
    public History read(WindowPlan plan) {
        long start = System.nanoTime();
        try (Wire wire = new Wire(config)) {
            return read(plan, wire, start);
        }
    }

    private History read(WindowPlan plan, Wire wire, long start) {
        List<FeatureSpec> features = config.features().isEmpty()
                ? FeatureInference.suggest(config.input(), wire.fieldReader(), samples(plan))
                        .features()
                : config.features();
        RowCollector rows = new RowCollector(config, features, wire.decoder(features));
        for (OffsetRange range : plan.ranges()) {
            read(range, range.getToOffset(), rows::accept);
        }
        return rows.history(plan.ranges(), (System.nanoTime() - start) / 1e9);
    }

    /** From all over the window: fields come and go while it lasts. */
    private List<byte[]> samples(WindowPlan plan) {
        List<byte[]> samples = new ArrayList<>();
        long each = Math.max(1, INFERENCE_SAMPLES / plan.ranges().size() / STRETCHES);
        for (OffsetRange range : plan.ranges()) {
            long next = range.getFromOffset();
            long last = Math.max(next, range.getToOffset() - each);
            for (int s = 0; s < STRETCHES; s++) {
                // Short partitions are read once, not where stretches overlap twice.
                long from =
                        Math.max(next, range.getFromOffset() + (last - range.getFromOffset()) * s / (STRETCHES - 1));
                next = Math.min(range.getToOffset(), from + each);
                OffsetRange stretch = new OffsetRange(range.getTopic(), range.getPartition(), from, next);
                read(stretch, next, record -> samples.add(record.value()));
            }
        }
        return samples;
    }

    private void read(OffsetRange range, long to, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        if (range.getFromOffset() >= to) {
            return;
        }
        TopicPartition partition = new TopicPartition(range.getTopic(), range.getPartition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, range.getFromOffset());
        TopicReader.readTo(consumer, Map.of(partition, to), record -> {
            // The last fetch may bring more than was asked for.
            if (record.offset() < to) {
                sink.accept(record);
            }
        });
    }
}
