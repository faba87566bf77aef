package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Provenance;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.history.Normality;
import dev.sluice.trainer.history.RegimeChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     */
    record Ruling(Normality normality, Optional<RegimeChange> report) {}

    /** @param activations all there were, oldest first */
    Ruling rule(LoadedModel champion, Normality normality, List<Activation> activations, Instant now) {
        Optional<Activation> reported = Optional.empty();
        boolean accepted = false;
        int version = champion.model().version();
        for (Activation a : activations) {
            if (ModelCatalog.activates(a)) {
                reported = Optional.empty();
                accepted = false;
            } else if (a.getVersion() == version && a.getDecision() == Decision.REGIME_REPORTED && !accepted) {
                reported = Optional.of(a);
            } else if (a.getVersion() == version && a.getDecision() == Decision.REGIME_ACCEPTED) {
                accepted = reported.isPresent();
            }
        }
        if (accepted) {
            return new Ruling(adopting(normality, reported.orElseThrow()), Optional.empty());
        }
        Optional<RegimeChange> change = normality.regime();
        if (change.isEmpty()) {
            return new Ruling(normality, Optional.empty());
        }
        Duration delay = delay(champion.artifact().getProvenance());
        if (reported.isPresent() && change.get().isThatOf(reported.get().getFigures())) {
            boolean isTime = !now.isBefore(
                    Instant.ofEpochMilli(reported.get().getTimestamp()).plus(delay));
            return new Ruling(isTime ? adopting(normality, reported.get()) : normality, Optional.empty());
        }
        return new Ruling(delay.isZero() ? normality.adopting(change.get().from()) : normality, change);
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
