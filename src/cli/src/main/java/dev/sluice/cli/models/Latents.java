package dev.sluice.cli.models;

import dev.sluice.contract.LatentMap;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.trainer.continuity.LatentSpace;
import java.util.Locale;
import java.util.Map;

/** How well consumers of a model's latents are served who learned from those of an earlier version. */
final class Latents {
    private Latents() {}

    /** Such as {@code of the space of version 1: ...}. */
    static String line(ModelArtifact artifact) {
        int space = artifact.getSpace();
        LatentMap map = artifact.getToParent();
        if (space == 0) {
            return "of a space that is not known: made by a version of Sluice that did not say";
        }
        if (map == null) {
            return "the space begins with this version";
        }
        Map<String, Double> figures = artifact.getProvenance().getFigures();
        Double kept = figures.get(LatentSpace.KEPT);
        Double chain = figures.get(LatentSpace.CHAIN);
        String parent = "of the variance of version " + map.getVersion() + "'s latents, "
                + (kept == null ? "" : percent(kept) + " is told as they are, ") + percent(map.getFidelity())
                + " by the map to them";
        return space == artifact.getVersion()
                ? "a new space begins with this version: " + parent
                : "of the space of version " + space + ": " + parent
                        + (chain == null || map.getVersion() == space
                                ? ""
                                : "; about " + percent(chain) + " of version " + space + "'s");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
