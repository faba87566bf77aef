package dev.sluice.cli.doctor;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.topic.TopicProvisioner;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.config.TopicConfig;

/** The output topics: partitioned as the input is, and large enough for a dead letter. */
final class OutputCheck {

    private static final String CHECK = "outputs";

    private final Cluster cluster;
    private final PipelineConfig pipeline;

    OutputCheck(Cluster cluster, PipelineConfig pipeline) {
        this.cluster = cluster;
        this.pipeline = pipeline;
    }

    /** @param inputPartitions partitions of the input topic, which exists */
    List<Finding> findings(int inputPartitions) throws InterruptedException {
        PipelineTopics topics = pipeline.topics();
        List<Finding> findings = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (String topic : pipeline.outputTopics()) {
            OptionalInt partitions = cluster.partitions(topic);
            if (partitions.isEmpty()) {
                absent.add(topic);
            } else if (partitions.getAsInt() == inputPartitions) {
                present.add(topic);
            } else {
                findings.add(Finding.fail(
                        ExitCode.MISMATCH,
                        CHECK,
                        "topic " + topic + " has " + partitions.getAsInt() + " partitions, but the input has "
                                + inputPartitions,
                        "recreate it with " + inputPartitions + ", or rename the pipeline"));
            }
        }
        if (!present.isEmpty()) {
            findings.add(Finding.ok(CHECK, "there, partitioned as the input is: " + String.join(", ", present)));
        }
        if (!absent.isEmpty()) {
            findings.add(Finding.ok(CHECK, "will be created by `sluice stream`: " + String.join(", ", absent)));
        }
        if (present.contains(topics.deadLetters())) {
            findings.add(deadLetters(inputPartitions));
        }
        return findings;
    }

    private Finding deadLetters(int inputPartitions) throws InterruptedException {
        String topic = pipeline.topics().deadLetters();
        long input = new TopicFacts(cluster, pipeline.input().topic(), inputPartitions)
                .setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        long deadLetters =
                new TopicFacts(cluster, topic, inputPartitions).setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        // A dead letter is the input record and headers that say why.
        long needed = input + DEAD_LETTER_HEADERS;
        return deadLetters >= needed
                ? Finding.ok("dead letters", "a record of the largest size fits: max.message.bytes " + deadLetters)
                : Finding.warn(
                        "dead letters",
                        "topic " + topic + " takes " + deadLetters + " bytes, but the input up to " + input,
                        "set max.message.bytes of " + topic + " to "
                                + Math.max(needed, TopicProvisioner.DEAD_LETTER_BYTES));
    }

    private static final int DEAD_LETTER_HEADERS = 1 << 16;
}
