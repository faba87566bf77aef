package dev.sluice.cli.demo;

import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.ContractReader;
import dev.sluice.wire.Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows the scores as any consumer would, and tells when a known incident lights up, how a version changes, and how
 * many records have their score. Runs on a thread of its own.
 */
final class LiveView implements Runnable {

    private final PipelineConfig config;
    private final ContractReader reader;
    private final Offsets offsets;
    private final List<Incident> incidents;
    private final Consumer<String> story;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final boolean[] seen; // [incidents], whether a record of it was anomalous
    private final AtomicLong scored = new AtomicLong();
    private volatile int version;
    private volatile boolean stopped;

    LiveView(PipelineConfig config, Offsets offsets, List<Incident> incidents, Consumer<String> story) {
        this.config = config;
        this.reader = new Wire(config).outputs();
        this.offsets = offsets;
        this.incidents = incidents;
        this.story = story;
        this.consumer = TopicReader.consumer(config.kafka());
        this.seen = new boolean[incidents.size()];
    }

    /** Scores seen so far. */
    long scored() {
        return scored.get();
    }

    /** The version of the latest score, 0 before the first. */
    int version() {
        return version;
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.assign(
                    TopicReader.partitions(consumer, List.of(config.topics().scores())));
            consumer.seekToBeginning(consumer.assignment());
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    accept(reader.decode(record.value(), Score.class));
                }
            }
        } catch (WakeupException e) {
            // stop() was called
        } catch (BadRecordException e) {
            throw new IllegalStateException("a score that Sluice wrote cannot be read: " + e.getMessage(), e);
        }
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }

    private void accept(Score score) {
        scored.incrementAndGet();
        if (score.getModelVersion() != version) {
            version = score.getModelVersion();
            say("model version %d scores from offset %d on", version, score.getOffset());
        }
        int row = offsets.liveRow(score.getOffset());
        if (row >= 0) {
            incidents.stream()
                    .filter(i -> i.from() <= row && row < i.to())
                    .findFirst()
                    .ifPresent(i -> accept(score, row, i));
        }
    }

    private void accept(Score score, int row, Incident incident) {
        int index = incident.number() - 1;
        if (score.getAnomaly() && !seen[index]) {
            seen[index] = true;
            say(
                    "incident %2d of %d: first anomalous record %3d min after its start: score %.1f, %s",
                    incident.number(), incidents.size(), row - incident.from(), score.getScore(), why(score));
        } else if (row == incident.to() - 1 && !seen[index]) {
            say(
                    "incident %2d of %d: passed, after %d min, without an anomalous record",
                    incident.number(), incidents.size(), incident.to() - incident.from());
        }
    }

    private static String why(Score score) {
        FieldContribution top = score.getFields().get(0);
        return String.format(
                Locale.ROOT,
                "most of all %s, observed %.3f where %.3f was expected",
                top.getField(),
                top.getObserved(),
                top.getExpected());
    }

    private void say(String format, Object... arguments) {
        story.accept("  " + String.format(Locale.ROOT, format, arguments));
    }

    /** Which live row each input offset holds. Written by the producer, read by the view. */
    static final class Offsets {
        private final int[] rows; // [offset], -1 where it is no live row

        Offsets(int capacity) {
            rows = new int[capacity];
            Arrays.fill(rows, -1);
        }

        synchronized void put(long offset, int liveRow) {
            rows[(int) offset] = liveRow;
        }

        synchronized int liveRow(long offset) {
            return offset < rows.length ? rows[(int) offset] : -1;
        }
    }
}
