package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Provenance;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.ActivationHistory;
import dev.sluice.trainer.history.Normality;
import dev.sluice.trainer.history.RegimeChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what becomes of a change of regime: it is reported once, and adopted when an operator has accepted it, or when it
 * has gone on for {@code training.adopt-regime-after} since it was reported.
 *
 * <p>What a champion knows of normal is the window that it was made from. One that has seen less than
 * {@code training.adopt-regime-after} is not believed for longer than it has seen: the first model, made from the first
 * minutes of a stream, must not hold up all that come after it.
 */
final class RegimeWatch {
    private final Duration adoptAfter;
    private final Duration every;

    RegimeWatch(PipelineConfig config) {
        this.adoptAfter = config.renewal().adoptRegimeAfter();
        this.every = config.training().every();
    }

    /**
     * What was decided.
     *
     * @param normality with what is adopted
     * @param report a change that was not reported yet
     * @param openUntil when a change will be adopted that is not yet; empty where there is none
     */
    record Ruling(Normality normality, Optional<RegimeChange> report, Optional<Instant> openUntil) {}

    Ruling rule(LoadedModel champion, Normality normality, ActivationHistory decisions, Instant now) {
        Optional<Activation> accepted = accepted(decisions, champion.model().version());
        if (accepted.isPresent()) {
            return new Ruling(adopting(normality, accepted.get()), Optional.empty(), Optional.empty());
        }
        Optional<RegimeChange> change = normality.regime();
        if (change.isEmpty()) {
            return new Ruling(normality, Optional.empty(), Optional.empty());
        }
        Optional<Activation> reported = reports(decisions, champion.model().version(), false);
        Duration delay = delay(champion.artifact().getProvenance());
        if (reported.isPresent() && change.get().isThatOf(reported.get().getFigures())) {
            Instant due = Instant.ofEpochMilli(reported.get().getTimestamp()).plus(delay);
            return now.isBefore(due)
                    ? new Ruling(normality, Optional.empty(), Optional.of(due))
                    : new Ruling(adopting(normality, reported.get()), Optional.empty(), Optional.empty());
        }
        return delay.isZero()
                ? new Ruling(normality.adopting(change.get().from()), change, Optional.empty())
                : new Ruling(normality, change, Optional.of(now.plus(delay)));
    }

    /** The report that an operator has accepted, of a version that is active since before. */
    static Optional<Activation> accepted(ActivationHistory decisions, int version) {
        return reports(decisions, version, true);
    }

    private static Optional<Activation> reports(ActivationHistory decisions, int version, boolean onlyAccepted) {
        Optional<Activation> reported = Optional.empty();
        Optional<Activation> accepted = Optional.empty();
        for (Activation a : decisions.regime()) {
            if (a.getVersion() == version && a.getDecision() == Decision.REGIME_REPORTED) {
                reported = Optional.of(a);
            } else if (a.getVersion() == version) {
                accepted = reported;
            }
        }
        return onlyAccepted ? accepted : reported;
    }

    private static Normality adopting(Normality normality, Activation reported) {
        double from = reported.getFigures().getOrDefault(RegimeChange.FROM, (double) reported.getTimestamp());
        return normality.adopting((long) from);
    }

    /** How long after its report a change is adopted without an operator's word. */
    Duration delay(Provenance champion) {
        Duration seen = Duration.ofMillis(Math.max(0, champion.getWindowTo() - champion.getWindowFrom()));
        Duration least = seen.compareTo(every) < 0 ? every : seen;
        return adoptAfter.compareTo(least) < 0 ? adoptAfter : least;
    }
}
