package dev.sluice.cli.replay;

import dev.sluice.model.CompiledModel;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.stream.topology.Recomputation;
import dev.sluice.stream.topology.Recomputation.Output;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Replays one partition: makes the outputs of its records again, and holds each against the next one that the topics have.
 * Outputs of a partition come in the order of its input, so that one that is missing, repeated or out of place shows.
 */
final class PartitionReplay {

    private final PipelineTopics topics;
    private final Recomputation recomputation;
    private final IntFunction<CompiledModel> models;
    private final NavigableMap<Long, Integer> fences;
    private final Map<String, OutputCursor> outputs;
    private final ReplayReport report;
    private final int partition;
    private final long from;
    private final long to;
    private Map.Entry<Long, Integer> fence;

    /**
     * @param models a version's model
     * @param fences of this partition, by offset
     * @param outputs by topic
     * @param from first input offset whose outputs are compared
     * @param to offset after the last one
     */
    PartitionReplay(
            PipelineTopics topics,
            Recomputation recomputation,
            IntFunction<CompiledModel> models,
            NavigableMap<Long, Integer> fences,
            Map<String, OutputCursor> outputs,
            ReplayReport report,
            int partition,
            long from,
            long to) {
        this.topics = topics;
        this.recomputation = recomputation;
        this.models = models;
        this.fences = fences;
        this.outputs = outputs;
        this.report = report;
        this.partition = partition;
        this.from = from;
        this.to = to;
    }

    /** The next input record; those of the partition in order, from the fence below {@code from} on. */
    void accept(ConsumerRecord<byte[], byte[]> input) {
        if (input.offset() >= to) {
            return;
        }
        Map.Entry<Long, Integer> now = fences.floorEntry(input.offset());
        if (now == null) {
            if (input.offset() >= from) {
                differs(
                        topics.fences(),
                        input.offset(),
                        "no fence at or before this offset: no model is known to have scored it");
            }
            return;
        }
        if (!now.equals(fence)) {
            recomputation.fence(models.apply(now.getValue()));
            fence = now;
        }
        Map<String, Output> made = recomputation.outputs(input);
        if (input.offset() >= from) {
            report.compared(now.getValue());
            for (String topic : topicsCompared()) {
                compare(topic, input.offset(), made.get(topic));
            }
        }
    }

    /** After the last record: outputs that are left over are of no record. */
    void end() {
        for (String topic : topicsCompared()) {
            passOver(topic, to);
        }
    }

    private List<String> topicsCompared() {
        return List.of(topics.scores(), topics.latents(), topics.deadLetters());
    }

    private void compare(String topic, long offset, Output expected) {
        passOver(topic, offset);
        OutputCursor cursor = outputs.get(topic);
        Published next = expected == null ? cursor.peek() : cursor.await();
        Published published = next != null && next.input() == offset ? next : null;
        if (published != null) {
            cursor.advance();
        }
        if (expected == null && published != null) {
            differs(topic, offset, "published, but there should be none");
        } else if (expected != null && published == null) {
            differs(topic, offset, "not published");
        } else if (expected != null) {
            Comparison.of(published.record(), expected)
                    .ifPresentOrElse(how -> differs(topic, offset, how), () -> same(topic));
        }
    }

    /** Whatever stands before the output of {@code offset} is one too many, unless it is of what is not compared. */
    private void passOver(String topic, long offset) {
        OutputCursor cursor = outputs.get(topic);
        for (Published next = cursor.peek(); next != null && next.input() < offset; next = cursor.peek()) {
            if (next.input() >= from || next.input() == Published.UNKNOWN) {
                differs(
                        topic,
                        next.input(),
                        next.input() == Published.UNKNOWN
                                ? "not readable at " + next.record().partition() + "@"
                                        + next.record().offset()
                                : "published twice, out of order, or of no input record");
            }
            cursor.advance();
        }
    }

    private void same(String topic) {
        if (topic.equals(topics.scores())) {
            report.score();
        } else if (topic.equals(topics.latents())) {
            report.latent();
        } else {
            report.deadLetter();
        }
    }

    private void differs(String topic, long offset, String what) {
        report.differs(new Difference(topic, partition, offset, fence == null ? 0 : fence.getValue(), what));
    }
}
