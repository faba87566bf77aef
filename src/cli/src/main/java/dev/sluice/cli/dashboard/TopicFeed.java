package dev.sluice.cli.dashboard;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.topic.BrokerRefusal;
import dev.sluice.topic.TopicReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a pipeline's output topics, committed records only and without a consumer group, from the latest minutes on, and
 * lets a view know. Topics may come into being later; a cluster that does not answer is waited for. Runs on a thread of its
 * own.
 */
final class TopicFeed implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LOOK_AROUND_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long ASK_LAG_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_SCORES = 200_000;
    private static final long MOST_ALERTS = 20_000;
    private static final int TIMEOUT_MS = 5_000;
    private static final Duration ALERTS_BACK = Duration.ofHours(24);

    private final PipelineTopics topics;
    private final View view;
    private final Duration history;
    private final Clock clock;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FeedRecords records;
    private final InputLag lag;
    private final Set<TopicPartition> followed = new HashSet<>();
    private final Map<TopicPartition, Long> liveFrom = new HashMap<>();
    private volatile boolean stopped;

    /** @param history how far back scores, latents and dead letters are read */
    TopicFeed(PipelineConfig config, View view, Duration history, Clock clock) {
        this.topics = config.topics();
        this.view = view;
        this.history = history;
        this.clock = clock;
        Map<String, String> kafka = new HashMap<>(config.kafka());
        kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MS));
        kafka.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MS));
        kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        this.consumer = TopicReader.consumer(kafka);
        this.lag = new InputLag(config.input().topic());
        this.records = new FeedRecords(config, view, lag);
    }

    @Override
    public void run() {
        long lookAround = System.nanoTime() - LOOK_AROUND_NS;
        long askLag = lookAround;
        try (consumer;
                records) {
            while (!stopped) {
                view.advance(clock.millis());
                try {
                    if (System.nanoTime() - lookAround >= LOOK_AROUND_NS) {
                        lookAround = System.nanoTime();
                        lookAround();
                    }
                    if (System.nanoTime() - askLag >= ASK_LAG_NS) {
                        askLag = System.nanoTime();
                        view.lag(lag.ask(consumer));
                        view.trouble("");
                    }
                    read();
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    trouble(e);
                }
            }
        } catch (WakeupException e) {
            // close() was called.
        }
    }

    private void trouble(KafkaException e) {
        String what = BrokerRefusal.of(e).orElse("Kafka does not answer: " + e.getMessage());
        LOG.debug("dashboard: {}", what, e);
        view.trouble(ShownName.text(what, 300));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }

    private void read() {
        if (followed.isEmpty()) {
            LockSupport.parkNanos(POLL.toNanos());
            return;
        }
        records.accept(consumer.poll(POLL), liveFrom);
    }

    /** Follows those partitions that were not there before. */
    private void lookAround() {
        List<TopicPartition> found = TopicReader.partitions(
                consumer,
                List.of(
                        topics.scores(),
                        topics.latents(),
                        topics.alerts(),
                        topics.deadLetters(),
                        topics.activations()));
        List<TopicPartition> fresh =
                found.stream().filter(p -> !followed.contains(p)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> starts = starts(fresh);
        List<TopicPartition> all = new ArrayList<>(followed);
        all.addAll(fresh);
        consumer.assign(all);
        starts.forEach(consumer::seek);
        followed.addAll(fresh);
    }

    /** Where to begin: the latest minutes, though not too many records, and at least a few where there are any. */
    private Map<TopicPartition, Long> starts(List<TopicPartition> fresh) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(fresh);
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh);
        Map<TopicPartition, Long> times = new HashMap<>();
        fresh.forEach(p -> times.put(p, clock.millis() - back(p).toMillis()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition p : fresh) {
            long most = most(p)
                    / fresh.stream().filter(o -> o.topic().equals(p.topic())).count();
            long end = ends.get(p);
            OffsetAndTimestamp at = found.get(p);
            // Records from long ago, replayed ones for example, are shown too: some of the last.
            long wanted = at == null ? end - Math.min(most, 5_000) : at.offset();
            long start = isDecisions(p) ? 0 : Math.max(wanted, end - most);
            starts.put(p, Math.max(begins.get(p), start));
            liveFrom.put(p, end);
        }
        return starts;
    }

    private boolean isDecisions(TopicPartition p) {
        return p.topic().equals(topics.activations());
    }

    private Duration back(TopicPartition p) {
        return p.topic().equals(topics.alerts()) ? ALERTS_BACK : history;
    }

    private long most(TopicPartition p) {
        if (p.topic().equals(topics.scores())) {
            return MOST_SCORES;
        }
        return p.topic().equals(topics.latents()) ? LatentScatter.MOST * 2 : MOST_ALERTS;
    }

    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
    }
}
