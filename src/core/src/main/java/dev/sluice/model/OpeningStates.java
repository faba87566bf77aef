package dev.sluice.model;

import dev.sluice.alert.OpeningRule;
import dev.sluice.contract.OpeningState;

/** When incidents open, as artifact data and back. */
final class OpeningStates {
    private OpeningStates() {}

    static OpeningState of(OpeningRule rule) {
        return new OpeningState(
                rule.needed(), rule.of(), rule.evidence(), rule.quiet(), rule.quietRecords(), rule.rate());
    }

    /**
     * @param state null in an artifact from before there were incidents
     * @throws IllegalArgumentException where no fit can have made it
     */
    static OpeningRule rule(OpeningState state, double alertProbability) {
        return state == null
                ? OpeningRule.of(alertProbability)
                : new OpeningRule(
                        state.getNeeded(),
                        state.getOf(),
                        state.getEvidence(),
                        state.getQuiet(),
                        state.getQuietRecords(),
                        state.getRate());
    }
}
