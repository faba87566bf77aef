package dev.sluice.cli.forward;

import dev.sluice.wire.ContractReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Alertmanager of a pipeline's incidents, each at least once: an offset is committed only when all before it was taken.
 * While Alertmanager is away, nothing more is read. What is open is told again and again, because Alertmanager takes an
 * alert that it hears no more of for resolved; after a restart, too: what was open is read from the topic again.
 */
public final class Forwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    /** Of Alertmanager's alerts in one request. */
    private static final int BATCH = 100;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Outbox outbox;
    private final AlertmanagerJson json;
    private final Alertmanager alertmanager;
    private final Duration every;
    private final Duration firstPause;
    private final Clock clock;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private volatile boolean stopped;

    private Instant repeatAt = Instant.MIN;
    private Instant tryAt = Instant.MIN;
    private Duration pause = Duration.ZERO;
    private boolean remembering = true;
    private long told;
    private int open;

    /**
     * @param consumer of raw bytes, {@code read_committed}, in a group, committing nothing by itself, from the earliest
     *     offset on; closed with this
     * @param topic of the alerts; exists
     * @param every how often what is open is told again
     * @param firstPause before the first repetition where Alertmanager is away; doubled each time
     */
    public Forwarder(
            Consumer<byte[], byte[]> consumer,
            String topic,
            ContractReader reader,
            Labels labels,
            Alertmanager alertmanager,
            Duration every,
            Duration firstPause,
            Clock clock) {
        this.consumer = consumer;
        this.outbox = new Outbox(reader);
        this.json = new AlertmanagerJson(labels);
        this.alertmanager = alertmanager;
        this.every = every;
        this.firstPause = firstPause;
        this.clock = clock;
        consumer.subscribe(List.of(topic), new Assignments());
    }

    /** Takes over where another has left off: what that one has told of is read again, to know what is open. */
    private final class Assignments implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(Set.copyOf(partitions));
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            for (TopicPartition p : partitions) {
                OffsetAndMetadata offset = offsets.get(p);
                long begin = begins.get(p);
                long forwardedTo = offset == null ? begin : Math.max(begin, offset.offset());
                if (offset != null && offset.offset() < begin) {
                    LOG.warn(
                            "{} has lost {} offsets to its retention before they were forwarded",
                            p,
                            begin - offset.offset());
                }
                outbox.assigned(p, forwardedTo);
                committed.put(p, forwardedTo);
                consumer.seek(p, begin);
            }
            remembering = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(outbox::revoked);
            partitions.forEach(committed::remove);
        }
    }

    /** Forwards until it is stopped. */
    public void run() throws InterruptedException {
        try {
            while (!stopped) {
                step();
            }
        } catch (WakeupException e) {
            LOG.debug("asked to stop", e);
        } finally {
            open = outbox.open();
        }
    }

    /** Reads what there is, and tells of it. */
    void step() throws InterruptedException {
        if (outbox.isEmpty()) {
            consumer.resume(consumer.paused());
        } else {
            // To stay a member of the group, it has to be polled all the same.
            consumer.pause(consumer.assignment().stream()
                    .filter(p -> outbox.remembers(p, consumer.position(p)))
                    .toList());
        }
        consumer.poll(patience()).forEach(outbox::accept);
        Instant now = clock.instant();
        if (isRemembering()) {
            return;
        }
        if (remembering || !now.isBefore(repeatAt)) {
            outbox.repeat();
            repeatAt = now.plus(every);
            remembering = false;
        }
        if (!now.isBefore(tryAt) && tell()) {
            commit();
        }
    }

    private Duration patience() {
        Duration left = Duration.between(clock.instant(), tryAt.isAfter(repeatAt) ? tryAt : repeatAt);
        return left.isNegative() || left.compareTo(POLL) > 0 ? POLL : left;
    }

    /** Whether what was forwarded before is still being read. */
    private boolean isRemembering() {
        return consumer.assignment().stream().anyMatch(p -> !outbox.remembers(p, consumer.position(p)));
    }

    /** Whether all was taken. */
    private boolean tell() throws InterruptedException {
        while (!outbox.isEmpty() && !stopped) {
            List<Notice> batch = outbox.next(BATCH);
            Alertmanager.Answer answer = post(batch);
            if (answer.outcome() == Alertmanager.Outcome.REFUSED && !tellEach(batch)) {
                return false;
            }
            if (answer.outcome() == Alertmanager.Outcome.AWAY) {
                waitFor(answer);
                return false;
            }
            outbox.taken(batch);
        }
        return outbox.isEmpty();
    }

    /** One that it refuses must not hold up the others. Returns whether it has answered all. */
    private boolean tellEach(List<Notice> batch) throws InterruptedException {
        for (Notice notice : batch) {
            Alertmanager.Answer answer = post(List.of(notice));
            switch (answer.outcome()) {
                case TAKEN -> outbox.taken(List.of(notice));
                case REFUSED -> {
                    LOG.error(
                            "incident {} is not forwarded, {} refuses it: {}",
                            notice.id(),
                            alertmanager,
                            answer.said());
                    outbox.dropped(notice);
                }
                case AWAY -> {
                    waitFor(answer);
                    return false;
                }
            }
        }
        return true;
    }

    private Alertmanager.Answer post(List<Notice> batch) throws InterruptedException {
        Alertmanager.Answer answer = alertmanager.post(json.of(batch, clock.millis()));
        if (answer.outcome() == Alertmanager.Outcome.TAKEN) {
            told += batch.size();
        }
        if (answer.outcome() != Alertmanager.Outcome.AWAY && !pause.isZero()) {
            LOG.info("{} answers again", alertmanager);
            pause = Duration.ZERO;
        }
        return answer;
    }

    private void waitFor(Alertmanager.Answer answer) {
        if (stopped) {
            return;
        }
        Duration longer = pause.isZero() ? firstPause : pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        tryAt = clock.instant().plus(pause);
        LOG.warn("{}; trying again in {} s", answer.said(), pause.toMillis() / 1e3);
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition p : consumer.assignment()) {
            long position = consumer.position(p);
            if (outbox.isBeyond(p, position) && position > committed.getOrDefault(p, -1L)) {
                offsets.put(p, new OffsetAndMetadata(position));
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets);
            offsets.forEach((p, offset) -> committed.put(p, offset.offset()));
        } catch (AuthenticationException | AuthorizationException | WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            // The next that is committed covers it; until then, a restart tells of it again.
            LOG.warn("what was forwarded could not be committed: {}", e.getMessage());
        }
    }

    /** How many notices were taken, repetitions included. */
    public long told() {
        return told;
    }

    /** How many incidents were open when {@link #run()} ended. */
    public int open() {
        return open;
    }

    /** Ends {@link #run()}; may be called from any thread. */
    public void stop() {
        stopped = true;
        alertmanager.close();
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
