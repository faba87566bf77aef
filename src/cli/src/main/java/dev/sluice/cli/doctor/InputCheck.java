package dev.sluice.cli.doctor;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.cluster.TopicSample;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.command.ExitCode;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;

/** The input topic: what is there, whether it can be read as the pipeline file says, and whether it lasts long enough. */
final class InputCheck {

    private static final String CHECK = "input";
    private static final int SAMPLE = 200;

    private final Cluster cluster;
    private final PipelineConfig pipeline;
    private final String topic;

    InputCheck(Cluster cluster, PipelineConfig pipeline) {
        this.cluster = cluster;
        this.pipeline = pipeline;
        this.topic = pipeline.input().topic();
    }

    /** @param partitions of the topic; 0 where it does not exist */
    List<Finding> findings(int partitions) throws InterruptedException {
        if (partitions == 0) {
            return List.of(Finding.fail(
                    ExitCode.CONFIG,
                    CHECK,
                    "topic " + topic + " does not exist",
                    "correct input.topic, or send records with `sluice produce FILE --topic " + topic + "`"));
        }
        TopicFacts facts = new TopicFacts(cluster, topic, partitions);
        List<Finding> findings = new ArrayList<>();
        long records = facts.records();
        findings.add(content(facts, partitions, records));
        if (records > 0) {
            findings.add(readable());
        }
        findings.add(retention(facts));
        return findings;
    }

    private Finding content(TopicFacts facts, int partitions, long records) throws InterruptedException {
        String said = "topic " + topic + ": partitions: " + partitions + ", records: " + Figures.count(records);
        if (facts.latestTimestamp().isPresent()) {
            said += ", latest of " + Figures.time(facts.latestTimestamp().getAsLong());
        }
        Duration history = pipeline.training().history();
        if (facts.latestTimestamp().isPresent()
                && facts.latestTimestamp().getAsLong() < System.currentTimeMillis() - history.toMillis()) {
            return Finding.warn(
                    CHECK,
                    said + "; nothing in training.history, which reaches " + history + " back from now",
                    "send newer records, or set training.history longer");
        }
        int needed = pipeline.training().minRecords();
        if (records < needed) {
            return Finding.warn(
                    CHECK,
                    said + "; the first model needs " + Figures.count(needed),
                    "wait, or set training.min-records lower");
        }
        long within = facts.recordsSince(System.currentTimeMillis() - history.toMillis());
        return within >= needed
                ? Finding.ok(CHECK, said)
                : Finding.warn(
                        CHECK,
                        said + "; " + Figures.count(within) + " of them within training.history (" + history
                                + "), the first model needs " + Figures.count(needed),
                        "wait, set training.history longer, or training.min-records lower");
    }

    private Finding readable() {
        try (Wire wire = new Wire(pipeline)) {
            return readable(wire);
        } catch (ConfigException e) {
            return Finding.fail(
                    ExitCode.CONFIG, "records", e.getMessage(), "correct input and features in the pipeline file");
        } catch (RegistryOutageException | RegistryRefusalException e) {
            return Finding.fail(
                    ExitCode.CONFIG,
                    "records",
                    "cannot be read: " + e.getMessage(),
                    "mend what is said of the registry");
        }
    }

    private Finding readable(Wire wire) {
        List<byte[]> values = TopicSample.read(pipeline.kafka(), topic, SAMPLE).stream()
                .map(ConsumerRecord::value)
                .toList();
        List<FeatureSpec> features = pipeline.features().isEmpty()
                ? FeatureInference.suggest(pipeline.input(), wire.fieldReader(), values)
                        .features()
                : pipeline.features();
        return decoded(values, features, wire.decoder(features));
    }

    private static Finding decoded(List<byte[]> values, List<FeatureSpec> features, RecordDecoder decoder) {
        Telemetry telemetry = new Telemetry(features);
        int bad = 0;
        String first = null;
        for (byte[] value : values) {
            try {
                decoder.decode(value, telemetry);
            } catch (BadRecordException e) {
                first = bad++ == 0 ? e.getMessage() : first;
            }
        }
        String said = (values.size() - bad) + " of the latest " + values.size() + " can be read, features: "
                + features.size();
        if (bad == 0) {
            return Finding.ok("records", said);
        }
        String mend =
                "correct input and features in the pipeline file, or the producer; such records become dead letters";
        return bad == values.size()
                ? Finding.fail(ExitCode.CONFIG, "records", said + "; the first cannot: " + first, mend)
                : Finding.warn("records", said + "; the first that cannot: " + first, mend);
    }

    private Finding retention(TopicFacts facts) throws InterruptedException {
        long millis = facts.setting(TopicConfig.RETENTION_MS_CONFIG);
        Duration history = pipeline.training().history();
        if (millis < 0 || millis >= history.toMillis()) {
            return Finding.ok("history", millis < 0 ? "kept for ever" : "kept for " + Duration.ofMillis(millis));
        }
        return Finding.warn(
                "history",
                "topic " + topic + " keeps records for " + Duration.ofMillis(millis) + ", but training.history is "
                        + history,
                "raise the topic's retention.ms, or set training.history lower");
    }
}
