package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Feedback;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.LastByKey;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.HistoryReader;
import dev.sluice.trainer.history.Normality;
import dev.sluice.trainer.history.RegimeChange;
import dev.sluice.trainer.history.WindowPlan;
import dev.sluice.trainer.judge.HoldOut;
import dev.sluice.trainer.judge.Judge;
import dev.sluice.trainer.judge.Verdict;
import dev.sluice.trainer.publish.Publisher;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass from the input topic to a decision: plan, read, leave out what is not normal, train, judge, publish. */
final class TrainingRound {
    /** A change of regime may be over before the next training would be due. */
    private static final int LOOKS_WHILE_POSTPONED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);

    /** Fewer rows make no model. */
    private static final int FEWEST_ROWS = 8;

    private final PipelineConfig config;
    private final Clock clock;
    private final TrainingListener listener;
    private final ModelTrainer trainer;
    private final Judge judge;
    private final RegimeWatch regimes;
    private final ChampionFinder champions;
    private final PublishingRight right;

    private Instant postponedUntil = Instant.MIN;
    private String postponed = "";

    TrainingRound(PipelineConfig config, Clock clock, TrainingListener listener, PublishingRight right) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.trainer = new ModelTrainer(config, clock);
        this.judge = new Judge(config.alertBudget(), config.training().seed());
        this.regimes = new RegimeWatch(config);
        this.champions = new ChampionFinder(config);
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
        Optional<LoadedModel> champion = champions.in(catalog);
        if (onlyIfNew
                && champion.isPresent()
                && !plan.get()
                        .goesBeyond(champion.get().artifact().getProvenance().getRanges())) {
            return waiting("no new record in topic \"" + topic + "\" since version "
                    + champion.get().model().version() + " was trained");
        }
        if (champion.isPresent() && isPostponed(catalog, champion.get())) {
            return waiting(postponed);
        }
        if (!right.isHeld()) {
            // Before versions are counted: what others publish from here on fails, what they did before is seen.
            right.take(connection);
            catalog = connection.catalog();
            champion = champions.in(catalog);
        }
        listener.reading(plan.get().offsets());
        History read = new HistoryReader(config, connection.consumer()).read(plan.get());
        long good = read.window().rowsGood();
        if (good < config.training().minRecords()) {
            return waiting(tooFew(good, read.window().rowsBad()));
        }
        Normality normality = normality(connection, catalog, champion, read);
        if (postponedUntil.isAfter(clock.instant())) {
            return waiting(postponed);
        }
        History history = normality.learnable();
        listener.read(history);
        Optional<Activation> decision = decide(connection, catalog, champion, normality, history);
        decision.ifPresent(listener::decided);
        return decision;
    }

    /** What is normal for the champion, with a change of regime reported or adopted. */
    private Normality normality(
            Connection connection, ModelCatalog catalog, Optional<LoadedModel> champion, History read)
            throws InterruptedException {
        Duration patience =
                champion.map(c -> regimes.delay(c.artifact().getProvenance())).orElse(Duration.ZERO);
        Normality normality = Normality.of(champion, read, feedback(connection), patience);
        if (champion.isEmpty()) {
            return normality;
        }
        RegimeWatch.Ruling ruling = regimes.rule(champion.get(), normality, catalog.history(), clock.instant());
        int version = champion.get().model().version();
        if (ruling.report().isPresent()) {
            RegimeChange change = ruling.report().get();
            String reason = said(version, change, ruling.openUntil());
            listener.changed(change, right.take(connection).reportRegime(version, reason, change.figures()));
        }
        Instant now = clock.instant();
        postponedUntil = Instant.MIN;
        if (ruling.openUntil().isPresent()) {
            // What is left is what the champion was made from: a model of it would say nothing new.
            Instant due = ruling.openUntil().get();
            Instant next = now.plus(config.training().every().dividedBy(LOOKS_WHILE_POSTPONED));
            postponedUntil = next.isBefore(due) ? next : due;
            postponed = said(version, normality.regime().orElseThrow(), ruling.openUntil());
        }
        return ruling.normality();
    }

    private List<Feedback> feedback(Connection connection) {
        LastByKey<Feedback> feedback =
                LastByKey.read(connection.consumer(), config.topics().feedback(), Feedback.class);
        feedback.unreadable().forEach(record -> LOG.warn("feedback that cannot be read is left out: {}", record));
        return feedback.all();
    }

    private static String said(int version, RegimeChange change, Optional<Instant> openUntil) {
        return "what is normal for version " + version + " has changed since "
                + Instant.ofEpochMilli(change.from()) + ": " + change.rows() + " rows of " + change.entities()
                + (change.entities() == 1 ? " entity" : " entities") + "; "
                + openUntil
                        .map(due -> "no model is trained until `sluice models accept-regime`, or until it is over, or"
                                + " until " + due + " (training.adopt-regime-after)")
                        .orElse("it is taken for normal from now on");
    }

    /** Whether a change of regime was seen lately, and nobody has accepted it since. */
    private boolean isPostponed(ModelCatalog catalog, LoadedModel champion) {
        return clock.instant().isBefore(postponedUntil)
                && RegimeWatch.accepted(catalog.history(), champion.model().version())
                        .isEmpty();
    }

    private Optional<Activation> decide(
            Connection connection,
            ModelCatalog catalog,
            Optional<LoadedModel> champion,
            Normality normality,
            History history)
            throws InterruptedException {
        int version = catalog.lastVersion() + 1;
        int needed = Math.max(FEWEST_ROWS, config.training().minRecords() / 2);
        if (champion.isPresent() && history.size() < needed) {
            return Optional.of(right.take(connection)
                    .reject(
                            version,
                            "only " + history.size() + " of " + normality.read().size()
                                    + " rows are normal for version "
                                    + champion.get().model().version() + ", " + needed
                                    + " are needed: if this is the new normal, `sluice models accept-regime`"));
        }
        OptionalLong judgedFrom = HoldOut.judgedFrom(history);
        History earlier = judgedFrom.isPresent() ? history.before(judgedFrom.getAsLong()) : history;
        try {
            TrainedModel challenger =
                    trainer.train(earlier.features(), earlier.rows(), earlier.window(), version, champion);
            listener.trained(challenger);
            Verdict verdict = judge.judge(champion, challenger.loaded(), normality, judgedFrom);
            listener.judged(verdict);
            String made = (champion.isEmpty() ? "first model" : "retrained") + " on " + earlier.size() + " of "
                    + history.window().rowsGood() + " rows";
            return conclude(connection, catalog, challenger, verdict, made);
        } catch (RejectedModelException e) {
            return Optional.of(right.take(connection).reject(version, e.getMessage()));
        }
    }

    /**
     * Publishes what comes of a challenger, now that it is judged: the only place where the trainer makes a version active.
     * Training takes time, in which an operator may have decided something else.
     *
     * @param before what the catalog had when training began
     * @param made what it was made from, in words
     */
    private Optional<Activation> conclude(
            Connection connection, ModelCatalog before, TrainedModel challenger, Verdict verdict, String made)
            throws InterruptedException {
        int version = challenger.model().version();
        Meanwhile meanwhile = Meanwhile.between(before, connection.catalog());
        if (meanwhile.isTaken(version)) {
            return waiting("version " + version + " was published by somebody else while it was trained: it is"
                    + " made again under the next number");
        }
        Optional<String> bar = meanwhile.bar();
        String reason = bar.orElse(made + "; " + verdict.reason());
        Publisher publisher = right.take(connection);
        return Optional.of(
                bar.isEmpty() && verdict.promoted()
                        ? publisher.promote(challenger, reason, verdict.checks())
                        : publisher.reject(challenger, reason, verdict.checks()));
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
