package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.signature.TrustedKeys;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.HistoryReader;
import dev.sluice.trainer.history.IncidentFilter;
import dev.sluice.trainer.history.WindowPlan;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass from the input topic to a decision: plan, read, train, publish. */
final class TrainingRound {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRound.class);

    private final PipelineConfig config;
    private final Clock clock;
    private final TrainingListener listener;
    private final ModelTrainer trainer;
    private final TrustedKeys trusted;
    private final PublishingRight right;

    TrainingRound(PipelineConfig config, Clock clock, TrainingListener listener, PublishingRight right) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.trainer = new ModelTrainer(config, clock);
        this.trusted = TrustedKeys.of(config.trust().trustedKeys());
        this.right = right;
    }

    /**
     * @param onlyIfNew whether to leave it where no record has come since the champion was trained
     * @return the decision that was published; empty where there is nothing to train on, with the reason told to the
     *     listener
     */
    Optional<Activation> run(Connection connection, boolean onlyIfNew) throws InterruptedException {
        String topic = config.input().topic();
        Optional<WindowPlan> plan = WindowPlan.of(
                connection.consumer(),
                topic,
                clock.instant().minus(config.training().history()));
        if (plan.isEmpty()) {
            return waiting("topic \"" + topic + "\" does not exist yet");
        }
        if (plan.get().offsets() < config.training().minRecords()) {
            return waiting(tooFew(plan.get().offsets(), 0));
        }
        ModelCatalog catalog = connection.catalog();
        Optional<LoadedModel> champion = champion(catalog);
        if (onlyIfNew
                && champion.isPresent()
                && !plan.get()
                        .goesBeyond(champion.get().artifact().getProvenance().getRanges())) {
            return waiting("no new record in topic \"" + topic + "\" since version "
                    + champion.get().model().version() + " was trained");
        }
        if (!right.isHeld()) {
            // Before versions are counted: what others publish from here on fails, what they did before is seen.
            right.take(connection);
            catalog = connection.catalog();
            champion = champion(catalog);
        }
        listener.reading(plan.get().offsets());
        History read = new HistoryReader(config, connection.consumer()).read(plan.get());
        long good = read.window().rowsGood();
        if (good < config.training().minRecords()) {
            return waiting(tooFew(good, read.window().rowsBad()));
        }
        History history =
                champion.map(c -> IncidentFilter.apply(c.model(), read)).orElse(read);
        listener.read(history);
        Optional<Activation> decision = decide(connection, catalog, champion, history);
        decision.ifPresent(listener::decided);
        return decision;
    }

    private Optional<Activation> decide(
            Connection connection, ModelCatalog catalog, Optional<LoadedModel> champion, History history)
            throws InterruptedException {
        int version = catalog.lastVersion() + 1;
        try {
            TrainedModel challenger =
                    trainer.train(history.features(), history.rows(), history.window(), version, champion);
            listener.trained(challenger);
            String reason = (champion.isEmpty() ? "first model" : "retrained") + " on " + history.size() + " of "
                    + history.window().rowsGood() + " rows";
            Meanwhile meanwhile = Meanwhile.between(catalog, connection.catalog());
            if (meanwhile.isTaken(version)) {
                return waiting("version " + version + " was published by somebody else while it was trained: it is"
                        + " made again under the next number");
            }
            Optional<String> bar = meanwhile.bar();
            return Optional.of(
                    bar.isPresent()
                            ? right.take(connection).turnDown(challenger, bar.get())
                            : right.take(connection).promote(challenger, reason));
        } catch (RejectedModelException e) {
            return Optional.of(right.take(connection).reject(version, e.getMessage()));
        }
    }

    /** The one activated last whose artifact is good: what the scorers use. */
    private Optional<LoadedModel> champion(ModelCatalog catalog) {
        List<Activation> activations = catalog.activations();
        BitSet activating = catalog.history().activating();
        for (int i = activations.size() - 1; i >= 0; i--) {
            Activation activation = activations.get(i);
            if (activating.get(i)) {
                Optional<LoadedModel> loaded = load(catalog, activation.getVersion());
                if (loaded.isPresent()) {
                    return loaded;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LoadedModel> load(ModelCatalog catalog, int version) {
        try {
            Optional<byte[]> bytes = catalog.artifact(version);
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ArtifactReader.load(bytes.get(), config.maxModelBytes(), config.pipeline(), trusted));
        } catch (ArtifactException e) {
            LOG.warn("version {} was activated, but cannot be used: {}", version, e.getMessage());
            return Optional.empty();
        }
    }

    private String tooFew(long have, long bad) {
        return "topic \"" + config.input().topic() + "\" has " + have + " of the "
                + config.training().minRecords() + " records needed within "
                + config.training().history() + (bad == 0 ? "" : "; " + bad + " bad ones do not count")
                + " (training.min-records, training.history)";
    }

    private Optional<Activation> waiting(String reason) {
        listener.waiting(reason);
        return Optional.empty();
    }
}
