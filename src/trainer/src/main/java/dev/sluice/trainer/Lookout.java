package dev.sluice.trainer;

import dev.sluice.contract.Drift;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.Untrusted;
import dev.sluice.trainer.drift.DriftWatch;
import dev.sluice.trainer.drift.FieldWatch;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the newest records between trainings, publishes how far they have drifted, and says when the next training should
 * not wait: where drift has begun, as {@code training.on-drift} asks for, and where the records have got other fields or the
 * pipeline file names other features than the champion has.
 */
final class Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final PipelineConfig config;
    private final Clock clock;
    private final TrainingListener listener;
    private final PublishingRight right;
    private final ChampionFinder champions;
    private final DriftWatch drift;
    private final FieldWatch fields;
    private boolean featuresTold;
    private int version;
    private final Set<String> told = new HashSet<>(); // drifting since this version, and said so
    private String pending; // why to train, said but not done yet

    Lookout(PipelineConfig config, Clock clock, TrainingListener listener, PublishingRight right) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.right = right;
        this.champions = new ChampionFinder(config);
        this.drift = new DriftWatch(config);
        this.fields = new FieldWatch(config);
    }

    /** Looks once, where there is a champion; a reason to train is kept until {@link #trained()}. */
    Optional<String> look(Connection connection) throws InterruptedException {
        Optional<LoadedModel> champion = champions.find(connection);
        if (champion.isPresent()) {
            look(connection, champion.get());
        }
        return Optional.ofNullable(pending);
    }

    /** There was a training, whatever came of it. */
    void trained() {
        pending = null;
    }

    private void look(Connection connection, LoadedModel champion) throws InterruptedException {
        if (champion.model().version() != version) {
            version = champion.model().version();
            told.clear();
        }
        otherFeatures(champion).ifPresent(this::train);
        fields.look(connection.consumer(), champion)
                .ifPresent(change -> train("the records have other fields than version " + version + ": " + change));
        Optional<Drift> seen = drift.look(connection.consumer(), champion, clock.millis());
        if (seen.isPresent()) {
            publish(connection, seen.get());
            listener.drifted(seen.get());
            newlyDrifting(seen.get()).ifPresent(this::train);
        }
    }

    private void train(String reason) {
        LOG.info("training before it is due: {}", reason);
        pending = pending == null ? reason : pending + "; " + reason;
    }

    private void publish(Connection connection, Drift seen) throws InterruptedException {
        try {
            right.take(connection).publish(seen);
        } catch (RuntimeException e) {
            // Nobody knows what state the publisher is in.
            right.close();
            throw e;
        }
    }

    /** Once a process: a list is not changed while it runs. */
    private Optional<String> otherFeatures(LoadedModel champion) {
        if (featuresTold || config.features().isEmpty()) {
            return Optional.empty();
        }
        featuresTold = true;
        Set<FeatureSpec> listed = new HashSet<>(config.features());
        Set<FeatureSpec> has = new HashSet<>(champion.model().features().specs());
        if (listed.equals(has)) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        listed.stream().filter(f -> !has.contains(f)).forEach(f -> names.add(Untrusted.brief(f.field())));
        has.stream().filter(f -> !listed.contains(f)).forEach(f -> names.add(Untrusted.brief(f.field())));
        return Optional.of("the pipeline file lists other features than version "
                + champion.model().version() + " has: " + names);
    }

    /** Each signal makes one training at most, as long as the champion stays: a challenger that was rejected would be again. */
    private Optional<String> newlyDrifting(Drift seen) {
        told.retainAll(seen.getDrifting());
        Set<String> news = new TreeSet<>(seen.getDrifting());
        news.removeAll(told);
        told.addAll(news);
        if (news.isEmpty() || !config.renewal().onDrift()) {
            return Optional.empty();
        }
        return Optional.of("drift of " + Untrusted.brief(String.join(", ", news)) + " from what version " + version
                + " was made from (training.on-drift)");
    }
}
