package dev.sluice.trainer.receipt;

import dev.sluice.contract.OffsetRange;
import dev.sluice.topic.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What is left of offsets that a model was made from.
 *
 * @param ranges those that are there, as many as were asked for; empty ones included
 * @param asked how many offsets were asked for
 * @param gone how many of them are no longer there, or not there yet where the topic was made anew
 */
record RetainedRanges(List<OffsetRange> ranges, long asked, long gone) {

    static RetainedRanges of(Consumer<byte[], byte[]> consumer, List<OffsetRange> wanted) {
        List<TopicPartition> there = there(consumer, wanted);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(there);
        Map<TopicPartition, Long> ends = consumer.endOffsets(there);
        List<OffsetRange> ranges = new ArrayList<>();
        long asked = 0;
        long left = 0;
        for (OffsetRange range : wanted) {
            TopicPartition partition = new TopicPartition(range.getTopic(), range.getPartition());
            long from = Math.max(range.getFromOffset(), begins.getOrDefault(partition, 0L));
            long to = Math.min(range.getToOffset(), ends.getOrDefault(partition, 0L));
            asked += range.getToOffset() - range.getFromOffset();
            left += Math.max(0, to - from);
            ranges.add(
                    from < to
                            ? new OffsetRange(range.getTopic(), range.getPartition(), from, to)
                            : new OffsetRange(
                                    range.getTopic(),
                                    range.getPartition(),
                                    range.getFromOffset(),
                                    range.getFromOffset()));
        }
        return new RetainedRanges(List.copyOf(ranges), asked, asked - left);
    }

    private static List<TopicPartition> there(Consumer<byte[], byte[]> consumer, List<OffsetRange> wanted) {
        return wanted.stream()
                .map(OffsetRange::getTopic)
                .distinct()
                .flatMap(topic -> TopicReader.partitions(consumer, topic).stream())
                .toList();
    }
}
