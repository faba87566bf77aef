package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.ReferenceState;
import dev.sluice.contract.SignalState;
import dev.sluice.contract.WanderState;
import dev.sluice.drift.Counts;
import dev.sluice.drift.Cuts;
import dev.sluice.drift.DriftReference;
import dev.sluice.drift.SignalCounts;
import dev.sluice.drift.SignalReference;
import dev.sluice.drift.Wander;
import dev.sluice.feature.FeatureEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What drift is told from, as artifact data and back. */
public final class ReferenceStates {
    private ReferenceStates() {}

    /** Adds a reference to an artifact that was just assembled, and gives it back. */
    public static ModelArtifact with(ModelArtifact artifact, DriftReference reference) {
        // A copying builder would ask Avro's own class loading, which trusts no contract.
        artifact.put(ModelArtifact.getClassSchema().getField("reference").pos(), of(reference));
        return artifact;
    }

    private static ReferenceState of(DriftReference reference) {
        return new ReferenceState(
                reference.records(),
                reference.parts(),
                reference.signals().stream().map(ReferenceStates::of).toList(),
                reference.score().map(ReferenceStates::of).orElse(null));
    }

    private static SignalState of(SignalReference signal) {
        return new SignalState(
                signal.name(),
                signal.ordered(),
                Arrays.stream(signal.cuts().values()).boxed().toList(),
                Arrays.stream(signal.counts().byBin()).boxed().toList(),
                signal.counts().missing(),
                signal.wanders().stream().map(ReferenceStates::of).toList());
    }

    private static WanderState of(Wander w) {
        return new WanderState(
                w.rows(), w.index(), w.freedom(), w.mostIndex(), w.distance(), w.mostDistance(), w.missing());
    }

    /**
     * @return empty where the artifact has none
     * @throws IllegalArgumentException where no fit to these features can have made it
     */
    static Optional<DriftReference> reference(ReferenceState state, FeatureEncoder features) {
        if (state == null) {
            return Optional.empty();
        }
        DriftReference reference = new DriftReference(
                state.getRecords(),
                state.getParts(),
                state.getSignals().stream().map(ReferenceStates::signal).toList(),
                Optional.ofNullable(state.getScore()).map(ReferenceStates::signal));
        // Says whether it is of these features.
        new SignalCounts(reference, features);
        return Optional.of(reference);
    }

    private static SignalReference signal(SignalState s) {
        return new SignalReference(
                s.getName(),
                s.getOrdered(),
                new Cuts(doubles(s.getCuts())),
                new Counts(s.getCounts().stream().mapToLong(Long::longValue).toArray(), s.getMissing()),
                s.getWanders().stream()
                        .map(w -> new Wander(
                                w.getRows(),
                                w.getIndex(),
                                w.getFreedom(),
                                w.getMostIndex(),
                                w.getDistance(),
                                w.getMostDistance(),
                                w.getMissing()))
                        .toList());
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
