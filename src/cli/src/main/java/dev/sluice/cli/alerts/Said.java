package dev.sluice.cli.alerts;

import dev.sluice.contract.FeedbackVerdict;
import java.util.Locale;
import java.util.Optional;

/** What an operator says of an incident, as on the command line. */
enum Said {
    FALSE(FeedbackVerdict.FALSE_ALARM, "a false alarm. The next training takes its records for normal."),
    TRUE(FeedbackVerdict.INCIDENT, "an incident. No training learns from its records."),
    ACK(FeedbackVerdict.ACKNOWLEDGED, "acknowledged. Training is not changed by that."),
    NONE(null, "what was said of it is taken back.");

    private final FeedbackVerdict verdict;
    private final String told;

    Said(FeedbackVerdict verdict, String told) {
        this.verdict = verdict;
        this.told = told;
    }

    /** Empty where it takes back what was said. */
    Optional<FeedbackVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** What comes of it, in words. */
    String told() {
        return told;
    }

    /** Whether trainings honour it. */
    boolean isLearned() {
        return verdict == FeedbackVerdict.FALSE_ALARM || verdict == FeedbackVerdict.INCIDENT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
