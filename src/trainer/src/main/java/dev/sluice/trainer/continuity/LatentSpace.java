package dev.sluice.trainer.continuity;

import dev.sluice.model.LatentMap;
import dev.sluice.trainer.engine.Exported;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a model's latents are, compared with those of the model before.
 *
 * @param space the version that the space of the latents began with
 * @param network the model's, its latents brought as near to the predecessor's as its layers allow
 * @param toParent how its latents become the predecessor's; empty where there was none
 * @param figures what was measured, by name: {@link #KEPT}, {@link #CHAIN}; empty where there was no predecessor
 */
public record LatentSpace(int space, Exported network, Optional<LatentMap> toParent, Map<String, Double> figures) {
    /** Share of the variance of the parent's latents that the latents tell as they are, without the map. */
    public static final String KEPT = "latents-kept";
    /** The product of what was kept in each model since the space began: what its first consumers may count on. */
    public static final String CHAIN = "latents-kept-since-space";

    public LatentSpace {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** That of a model without a predecessor. */
    public static LatentSpace first(int version, Exported network) {
        return new LatentSpace(version, network, Optional.empty(), Map.of());
    }
}
