package dev.sluice.cli.acls;

import dev.sluice.cli.alerts.AlertsForwardCommand;
import dev.sluice.cli.models.Models;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.stream.runtime.StreamsSettings;
import dev.sluice.trainer.TrainerService;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least that scorer, trainer, operators, readers and forwarders of a pipeline need be allowed: without any one of these rights its
 * role does not work (but for those that {@link #isForRetention} tells), and more is not needed. Create is for topics that are not there yet; Read and Write bring Describe along.
 */
public final class Rights {

    private final PipelineConfig pipeline;
    private final PipelineTopics topics;
    private final List<Right> rights = new ArrayList<>();

    private Rights(PipelineConfig pipeline) {
        this.pipeline = pipeline;
        this.topics = pipeline.topics();
    }

    /** @param readerGroup the consumer group of those who read the outputs */
    public static List<Right> of(PipelineConfig pipeline, String readerGroup) {
        Rights all = new Rights(pipeline);
        all.scorer();
        all.trainer();
        all.operator();
        all.reader(readerGroup);
        all.forwarder();
        return List.copyOf(all.rights);
    }

    private void scorer() {
        String application = StreamsSettings.applicationId(pipeline);
        topic(Role.SCORER, pipeline.input().topic(), AclOperation.READ);
        topic(Role.SCORER, topics.models(), AclOperation.READ);
        topic(Role.SCORER, topics.activations(), AclOperation.READ);
        topic(Role.SCORER, topics.silences(), AclOperation.CREATE, AclOperation.READ);
        for (String output : pipeline.outputTopics()) {
            topic(Role.SCORER, output, AclOperation.CREATE, AclOperation.WRITE);
        }
        // The changelogs of its stores.
        add(
                Role.SCORER,
                ResourceType.TOPIC,
                PatternType.PREFIXED,
                application + "-",
                AclOperation.CREATE,
                AclOperation.READ,
                AclOperation.WRITE);
        add(Role.SCORER, ResourceType.GROUP, PatternType.LITERAL, application, AclOperation.READ);
        add(Role.SCORER, ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, application + "-", AclOperation.WRITE);
    }

    private void trainer() {
        topic(Role.TRAINER, pipeline.input().topic(), AclOperation.READ);
        for (String own : List.of(topics.models(), topics.activations())) {
            topic(Role.TRAINER, own, AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE);
        }
        for (String output : read(topics)) {
            topic(Role.TRAINER, output, AclOperation.READ);
        }
        topic(Role.TRAINER, topics.drift(), AclOperation.CREATE, AclOperation.WRITE);
        topic(Role.TRAINER, topics.feedback(), AclOperation.CREATE, AclOperation.READ);
        add(
                Role.TRAINER,
                ResourceType.TRANSACTIONAL_ID,
                PatternType.LITERAL,
                TrainerService.transactionalId(pipeline),
                AclOperation.WRITE);
    }

    /** Whether the trainer trains without it, but never removes an old model, because outputs might still name it. */
    public static boolean isForRetention(PipelineTopics topics, Right right) {
        return right.role() == Role.TRAINER && read(topics).contains(right.name());
    }

    /** What tells which versions are still named. */
    private static List<String> read(PipelineTopics topics) {
        return List.of(topics.scores(), topics.latents(), topics.alerts(), topics.fences(), topics.packed());
    }

    private void operator() {
        // To make a model again.
        topic(Role.OPERATOR, pipeline.input().topic(), AclOperation.READ);
        for (String own : List.of(topics.models(), topics.activations())) {
            topic(Role.OPERATOR, own, AclOperation.READ, AclOperation.WRITE);
        }
        add(
                Role.OPERATOR,
                ResourceType.TRANSACTIONAL_ID,
                PatternType.LITERAL,
                Models.operatorTransactionalId(pipeline),
                AclOperation.WRITE);
        topic(Role.OPERATOR, topics.alerts(), AclOperation.READ);
        for (String own : List.of(topics.silences(), topics.feedback())) {
            topic(Role.OPERATOR, own, AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE);
        }
    }

    private void forwarder() {
        topic(Role.FORWARDER, topics.alerts(), AclOperation.READ);
        add(
                Role.FORWARDER,
                ResourceType.GROUP,
                PatternType.LITERAL,
                AlertsForwardCommand.groupOf(pipeline),
                AclOperation.READ);
    }

    private void reader(String group) {
        for (String output :
                List.of(topics.scores(), topics.latents(), topics.alerts(), topics.deadLetters(), topics.drift())) {
            topic(Role.READER, output, AclOperation.READ);
        }
        if (pipeline.compression().isOn()) {
            topic(Role.READER, topics.packed(), AclOperation.READ);
            topic(Role.READER, topics.models(), AclOperation.READ);
        }
        add(Role.READER, ResourceType.GROUP, PatternType.LITERAL, group, AclOperation.READ);
    }

    private void topic(Role role, String name, AclOperation... operations) {
        add(role, ResourceType.TOPIC, PatternType.LITERAL, name, operations);
    }

    private void add(Role role, ResourceType type, PatternType pattern, String name, AclOperation... operations) {
        for (AclOperation operation : operations) {
            rights.add(new Right(role, type, pattern, name, operation));
        }
    }
}
