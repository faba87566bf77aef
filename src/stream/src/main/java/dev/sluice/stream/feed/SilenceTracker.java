package dev.sluice.stream.feed;

import dev.sluice.alert.Silences;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.metrics.ScoringMeters;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the silences that hold: those of the pipeline file, and what the silences topic says. A record that is no silence is
 * logged and counted, and the one of its key that was good holds on. Nothing a topic holds makes it throw. One thread feeds
 * it; any may ask.
 */
public final class SilenceTracker implements Supplier<Silences> {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceTracker.class);

    private final PipelineConfig config;
    private final ScoringMeters meters;
    private final Map<String, Silence> asked = new TreeMap<>();
    private volatile Silences now;

    public SilenceTracker(PipelineConfig config, ScoringMeters meters) {
        this.config = config;
        this.meters = meters;
        refresh();
    }

    /** Those that hold now. */
    @Override
    public Silences get() {
        return now;
    }

    /** The topic is about to be read from its beginning again; until {@link #refresh} what is known holds. */
    void restart() {
        asked.clear();
    }

    /** Takes in records; {@link #refresh} acts on them. */
    void accept(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                accept(record);
            } catch (BadRecordException e) {
                LOG.warn(
                        "{}-{}@{} is no silence, and changes none: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getMessage());
                meters.badSilence();
            }
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        if (record.key() == null) {
            throw new BadRecordException("key", "the silence's id", "none");
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            asked.remove(id);
            return;
        }
        Silence silence = ContractJson.decode(record.value(), Silence.class);
        if (silence.getFrom() >= silence.getUntil()) {
            throw new BadRecordException(
                    "until", "a time after from, which is " + silence.getFrom(), String.valueOf(silence.getUntil()));
        }
        asked.put(id, silence);
    }

    void refresh() {
        now = new Silences(asked.values(), config.silences());
        meters.silences(now.size());
    }
}
