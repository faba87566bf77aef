package dev.sluice.cli.dashboard;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.stream.topology.DeadLetterHeaders;
import dev.sluice.wire.ContractReader;
import dev.sluice.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Hands the records of a pipeline's output topics to a view. Of the latents it decodes some {@value #LATENTS_A_SECOND} a
 * second, and those of entities with high scores: what a picture can hold. A record that cannot be read is counted. Not
 * thread-safe.
 */
final class FeedRecords implements AutoCloseable {

    private static final int LATENTS_A_SECOND = 400;
    private static final int HOT_ENTITIES = 50;
    private static final int HOT_SHARE = 4;

    private final PipelineTopics topics;
    private final Wire wire;
    private final ContractReader reader;
    private final View view;
    private final InputLag lag;
    private long lastLatents = System.nanoTime();

    FeedRecords(PipelineConfig config, View view, InputLag lag) {
        this.topics = config.topics();
        this.wire = new Wire(config);
        this.reader = wire.outputs();
        this.view = view;
        this.lag = lag;
    }

    /** @param liveFrom the offset, by partition, from which on records are new; those before are history */
    void accept(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> liveFrom) {
        // Scores first, so that the latents find theirs.
        for (ConsumerRecord<byte[], byte[]> record : records.records(topics.scores())) {
            accept(record, () -> {
                Score score = reader.decode(record.value(), Score.class);
                lag.done(score.getPartition(), score.getOffset());
                view.accept(score, isLive(record, liveFrom));
            });
        }
        latents(records);
        for (ConsumerRecord<byte[], byte[]> record : records.records(topics.alerts())) {
            accept(record, () -> view.accept(reader.decode(record.value(), Alert.class)));
        }
        for (ConsumerRecord<byte[], byte[]> record : records.records(topics.deadLetters())) {
            deadLetter(record, isLive(record, liveFrom));
        }
        for (ConsumerRecord<byte[], byte[]> record : records.records(topics.activations())) {
            accept(record, () -> view.accept(reader.decode(record.value(), Activation.class)));
        }
    }

    private static boolean isLive(ConsumerRecord<?, ?> record, Map<TopicPartition, Long> liveFrom) {
        return record.offset() >= liveFrom.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private interface Step {
        void run() throws BadRecordException;
    }

    private void accept(ConsumerRecord<byte[], byte[]> record, Step step) {
        try {
            if (record.value() != null) {
                step.run();
            }
        } catch (BadRecordException e) {
            view.acceptUnreadable();
        }
    }

    private void latents(ConsumerRecords<byte[], byte[]> records) {
        int count = 0;
        for (TopicPartition p : records.partitions()) {
            count += p.topic().equals(topics.latents()) ? records.records(p).size() : 0;
        }
        if (count == 0) {
            return;
        }
        double seconds = Math.min(1, (System.nanoTime() - lastLatents) / 1e9);
        lastLatents = System.nanoTime();
        int each = (int) Math.max(1, count / Math.max(1, LATENTS_A_SECOND * seconds));
        Set<String> hot = each == 1 ? Set.of() : view.hot(HOT_ENTITIES);
        int n = 0;
        int extra = 0;
        for (ConsumerRecord<byte[], byte[]> record : records.records(topics.latents())) {
            boolean sampled = n++ % each == 0;
            // One entity that is hot for long must not fill the picture.
            boolean wanted = !sampled
                    && extra * each * HOT_SHARE <= n
                    && !hot.isEmpty()
                    && hot.contains(ShownName.of(text(record.key())));
            extra += wanted ? 1 : 0;
            if (sampled || wanted) {
                accept(record, () -> view.accept(reader.decode(record.value(), Latent.class)));
            }
        }
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record, boolean live) {
        String reason = said(record, DeadLetterHeaders.REASON);
        int partition = (int) number(said(record, DeadLetterHeaders.PARTITION), -1);
        long offset = number(said(record, DeadLetterHeaders.OFFSET), -1);
        if (partition >= 0 && offset >= 0) {
            lag.done(partition, offset);
        }
        view.acceptDeadLetter(
                reason == null ? "no reason given" : reason,
                number(said(record, DeadLetterHeaders.TIMESTAMP), record.timestamp()),
                live);
    }

    /** The last header of that name: that is Sluice's. */
    private static String said(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String text(byte[] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    private static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
