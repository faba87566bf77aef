package dev.sluice.cli.forward;

import dev.sluice.contract.Alert;
import dev.sluice.record.BadRecordException;
import dev.sluice.wire.ContractReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is still to be told, and the incidents that are open, by partition of the alerts topic. What comes before the offset
 * that a partition was forwarded to is only remembered, so that what was open is told of again. Not thread-safe.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final ContractReader reader;
    private final Map<TopicPartition, Part> parts = new HashMap<>();

    /** One partition. */
    private static final class Part {
        final long forwardedTo;
        final Map<String, Notice> open = new LinkedHashMap<>();
        final Map<String, Notice> due = new LinkedHashMap<>();

        Part(long forwardedTo) {
            this.forwardedTo = forwardedTo;
        }
    }

    Outbox(ContractReader reader) {
        this.reader = reader;
    }

    /** @param forwardedTo offset up to which others, or this process before, have told of all */
    void assigned(TopicPartition partition, long forwardedTo) {
        parts.put(partition, new Part(forwardedTo));
    }

    /** Others tell of it from now on. */
    void revoked(TopicPartition partition) {
        parts.remove(partition);
    }

    /** The next record of a partition. */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        Part part = parts.get(new TopicPartition(record.topic(), record.partition()));
        if (part == null) {
            return;
        }
        Alert message;
        try {
            if (record.value() == null) {
                throw new BadRecordException("value", "an Alert", "null");
            }
            message = reader.decode(record.value(), Alert.class);
        } catch (BadRecordException e) {
            LOG.warn("left out {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
            return;
        }
        Notice known = part.open.get(message.getId());
        Notice notice = known == null ? Notice.of(message) : known.with(message);
        if (notice.isOpen()) {
            part.open.put(notice.id(), notice);
        } else {
            part.open.remove(notice.id());
        }
        if (record.offset() >= part.forwardedTo) {
            part.due.put(notice.id(), notice);
        }
    }

    /** Tells of all that is open again; what is newer counts. */
    void repeat() {
        parts.values().forEach(part -> part.open.forEach(part.due::putIfAbsent));
    }

    boolean isEmpty() {
        return parts.values().stream().allMatch(part -> part.due.isEmpty());
    }

    /** What is to be told next. */
    List<Notice> next(int most) {
        List<Notice> next = new ArrayList<>();
        for (Part part : parts.values()) {
            for (Notice notice : part.due.values()) {
                if (next.size() == most) {
                    return next;
                }
                next.add(notice);
            }
        }
        return next;
    }

    /** They were taken. */
    void taken(List<Notice> notices) {
        notices.forEach(n -> parts.values().forEach(part -> part.due.remove(n.id(), n)));
    }

    /** It is never taken: it is not told again, unless something new comes of the incident. */
    void dropped(Notice notice) {
        taken(List.of(notice));
        parts.values().forEach(part -> part.open.remove(notice.id(), notice));
    }

    /** How many incidents are open. */
    int open() {
        return parts.values().stream().mapToInt(part -> part.open.size()).sum();
    }

    /** Whether a partition was read beyond what was forwarded before. */
    boolean isBeyond(TopicPartition partition, long position) {
        Part part = parts.get(partition);
        return part != null && position > part.forwardedTo;
    }

    /** Whether all that was forwarded before is remembered. */
    boolean remembers(TopicPartition partition, long position) {
        Part part = parts.get(partition);
        return part != null && position >= part.forwardedTo;
    }
}
