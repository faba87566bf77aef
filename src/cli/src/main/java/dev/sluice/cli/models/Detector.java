package dev.sluice.cli.models;

import dev.sluice.contract.DetectorState;
import dev.sluice.contract.MemberState;
import dev.sluice.record.Untrusted;
import java.util.List;
import java.util.stream.Collectors;

/** What a model's scores are made of, in words. */
final class Detector {

    private Detector() {}

    /** The kind of statistic that is calibrated, and what it means. */
    static String kind(DetectorState detector) {
        String kind = Untrusted.brief(detector.getKind());
        return kind
                + switch (kind) {
                    case "reconstruction" -> ": the residual of the autoencoder alone";
                    case "latent" -> ": how far the latent is from where latents usually are";
                    case "table" -> ": each record by itself, by residuals and distances of the members";
                    case "series" ->
                        ": each record together with those before of its entity, by the members and by charts";
                    default -> "";
                };
    }

    /** How many members there are and how large; empty where the detector has none. */
    static String members(DetectorState detector) {
        List<MemberState> members = detector.getMembers();
        if (members.isEmpty()) {
            return "";
        }
        long own = members.stream().filter(m -> m.getLayers().isEmpty()).count();
        String centroids = members.stream()
                .map(m -> String.valueOf(m.getCentroids()))
                .distinct()
                .collect(Collectors.joining(", "));
        return members.size() + ": "
                + (own == 0 ? "" : own + " by the autoencoder itself, ")
                + (members.size() - own) + " by networks of their own; codebooks of " + centroids + " centroids";
    }
}
