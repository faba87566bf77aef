package dev.sluice.trainer.receipt;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ModelDigest;
import dev.sluice.model.WeightDifference;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.TrainingEngine;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.HistoryReader;
import dev.sluice.trainer.history.WindowPlan;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Makes a model again from what its artifact says it was made from: the same offsets, the same of them left out, the same
 * configuration, seed and parent. Publishes nothing.
 */
public final class Reproducer {

    private final PipelineConfig reader;
    private final Consumer<byte[], byte[]> consumer;
    private final Clock clock;

    /**
     * @param reader whose client settings, registry and serdes are used, which no artifact has
     * @param consumer of raw bytes, {@code read_committed}, without a group; not closed here
     */
    public Reproducer(PipelineConfig reader, Consumer<byte[], byte[]> consumer, Clock clock) {
        this.reader = reader;
        this.consumer = consumer;
        this.clock = clock;
    }

    /**
     * @param parent the version that it was made after; empty where there was none, or its artifact is gone
     * @throws dev.sluice.registry.RegistryOutageException where the schema registry does not answer
     * @throws org.apache.kafka.common.KafkaException where the topic cannot be read
     */
    public Reproduction reproduce(LoadedModel original, Optional<LoadedModel> parent) {
        long start = System.nanoTime();
        ModelArtifact artifact = original.artifact();
        Provenance from = artifact.getProvenance();
        List<String> reasons = new ArrayList<>();
        Optional<TrainedModel> again = train(original, parent, reasons);
        again.ifPresent(made -> addReasons(from, made.provenance(), reasons));
        List<String> differences = again.map(made -> ModelDigest.differences(artifact, made.artifact()))
                .orElse(List.of());
        if (again.isPresent() && !differences.isEmpty() && reasons.isEmpty()) {
            reasons.add("nothing that is known: the artifact was made by other code, or of records that were altered");
        }
        return new Reproduction(
                original.model().version(),
                ModelDigest.of(artifact),
                again.map(made -> ModelDigest.of(made.artifact())),
                again.flatMap(made -> WeightDifference.between(artifact, made.artifact())),
                differences,
                again.isPresent() && differences.isEmpty() ? List.of() : reasons,
                (System.nanoTime() - start) / 1e9);
    }

    private Optional<TrainedModel> train(LoadedModel original, Optional<LoadedModel> parent, List<String> reasons) {
        Provenance from = original.artifact().getProvenance();
        if (from.getRanges().isEmpty()) {
            reasons.add("it was not made from a topic: its artifact names no offsets");
            return Optional.empty();
        }
        RetainedRanges left = RetainedRanges.of(consumer, from.getRanges());
        if (left.gone() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "retention passed: %,d of the %,d offsets that it was made from are no longer there",
                    left.gone(),
                    left.asked()));
        }
        if (from.getParentVersion() != null && parent.isEmpty()) {
            reasons.add("version " + from.getParentVersion() + ", which it was made after, is no longer there");
        }
        if (left.gone() == left.asked()) {
            return Optional.empty();
        }
        try {
            PipelineConfig config = configuration(original);
            History history = history(config, new WindowPlan(left.ranges()), from);
            return Optional.of(new ModelTrainer(config, clock)
                    .train(
                            history.features(),
                            history.rows(),
                            history.window(),
                            original.model().version(),
                            parent));
        } catch (ConfigException e) {
            reasons.add("this version of Sluice cannot use the configuration that it was made by: " + e.getMessage());
        } catch (RejectedModelException | IllegalArgumentException e) {
            reasons.add("no model can be made from what is there: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** As in the artifact, by the engine that made it; what is no part of the model is the reader's. */
    private PipelineConfig configuration(LoadedModel original) {
        PipelineConfig config = PipelineFile.parse(
                original.artifact().getProvenance().getConfiguration(),
                "the configuration of version " + original.model().version(),
                Map.of());
        // Before there was a choice, and where it was open, the configuration does not say it.
        String engine = original.artifact().getProvenance().getEngine();
        return config.withTraining(config.training().withEngine(TrainingEngine.named(engine)))
                .withKafka(reader.kafka())
                .withWire(reader.wire())
                .withFeatures(original.model().features().specs());
    }

    private History history(PipelineConfig config, WindowPlan plan, Provenance from) {
        History read = new HistoryReader(config, consumer).read(plan);
        History kept = from.getExclusions().isEmpty() ? read : read.excluding(from.getExclusions());
        return from.getJudgedFrom() == null ? kept : kept.before(from.getJudgedFrom());
    }

    private static void addReasons(Provenance then, Provenance now, List<String> reasons) {
        if (reasons.isEmpty() && then.getRowsRead() != now.getRowsRead()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "its offsets held %,d records then and hold %,d now: the topic was compacted, or records deleted",
                    then.getRowsRead(),
                    now.getRowsRead()));
        }
        other("machine", then.getMachine(), now.getMachine(), reasons);
        other("version of Sluice", then.getCodeVersion(), now.getCodeVersion(), reasons);
        other("training engine", then.getEngine(), now.getEngine(), reasons);
    }

    private static void other(String what, String then, String now, List<String> reasons) {
        if (!then.equals(now)) {
            reasons.add("another " + what + ": " + (then.isEmpty() ? "not recorded" : then) + " then, " + now + " now");
        }
    }
}
