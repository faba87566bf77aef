package dev.sluice.trainer.history;

import dev.sluice.contract.OffsetRange;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;
import dev.sluice.trainer.training.SampleRecord;
import dev.sluice.trainer.training.TrainingWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records one by one, keeps a sample, and counts what it saw. */
final class RowCollector {
    private static final Logger LOG = LoggerFactory.getLogger(RowCollector.class);
    /** Bad records that the log names; the rest are only counted. */
    private static final int NAMED = 5;

    /** Records of one entity that are sampled together. */
    private static final int STRETCH = 128;
    /** The same where entities have levels of their own, and few would be seen in long stretches. */
    private static final int SHORT_STRETCH = 32;
    /** Most windows of a stretch should be full. */
    private static final int MANY_WINDOWS = 8;

    /** Records of a partition that are kept as they are. */
    private static final int SAMPLES = 128;

    private final List<FeatureSpec> features;
    private final boolean entityFromKey;
    private final RecordDecoder decoder;
    private final Telemetry telemetry;
    private final Reservoir reservoir;
    private final DistinctCount entities = new DistinctCount();
    private final boolean keepsSamples;
    private final Map<Integer, Deque<SampleRecord>> samples = new TreeMap<>();
    private long read;
    private long bad;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    RowCollector(PipelineConfig config, List<FeatureSpec> features, RecordDecoder decoder) {
        this.features = features;
        this.entityFromKey = config.input().entityField() == null;
        this.decoder = decoder;
        this.keepsSamples = config.compression().isOn();
        this.telemetry = new Telemetry(features);
        boolean needsManyEntities = features.stream().anyMatch(f -> f.normalize() == Normalize.ENTITY);
        this.reservoir = new Reservoir(
                config.training().maxRecords(),
                config.training().seed(),
                needsManyEntities
                        ? SHORT_STRETCH
                        : Math.max(STRETCH, MANY_WINDOWS * config.model().window()));
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        read++;
        try {
            decoder.decode(record.value(), telemetry);
        } catch (BadRecordException e) {
            if (++bad <= NAMED) {
                LOG.warn("left out {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
            }
            return;
        }
        byte[] entityBytes = entityFromKey ? record.key() : telemetry.entityBytes();
        keep(record.partition(), new SampleRecord(entityBytes, record.value()));
        long entity = EntityHash.of(entityBytes);
        entities.add(entity);
        long timestamp = telemetry.timestampOr(record.timestamp());
        from = Math.min(from, timestamp);
        to = Math.max(to, timestamp);
        telemetry.observation.at(timestamp, entity);
        reservoir.offer(record.partition(), record.offset(), telemetry.observation);
    }

    /** The newest of each partition. */
    private void keep(int partition, SampleRecord sample) {
        if (keepsSamples) {
            Deque<SampleRecord> newest = samples.computeIfAbsent(partition, p -> new ArrayDeque<>());
            newest.add(sample);
            if (newest.size() > SAMPLES) {
                newest.remove();
            }
        }
    }

    History history(List<OffsetRange> ranges, double seconds) {
        if (bad > NAMED) {
            LOG.warn("left out {} bad records in all, of {} read", bad, read);
        }
        boolean empty = read == bad;
        TrainingWindow window = new TrainingWindow(
                empty ? 0 : from,
                empty ? 0 : to,
                ranges,
                read,
                bad,
                List.of(),
                0,
                null,
                entities.count(),
                seconds,
                samples.values().stream().flatMap(Deque::stream).toList());
        return new History(features, reservoir.rows(), window);
    }
}
