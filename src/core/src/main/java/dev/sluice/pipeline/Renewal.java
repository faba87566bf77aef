package dev.sluice.pipeline;

import java.time.Duration;

/**
 * How one model follows another.
 *
 * @param warmStart whether a retrain begins with the weights of the champion, rather than at random
 * @param fidelity share of the variance of its parent's latents, 0 to 1, that a model's latents must tell, mapped back, so
 *     that they count as of the same space
 * @param onDrift whether to retrain as soon as the input or the scores drift away from what the champion was made from
 * @param adoptRegimeAfter how long a change of regime lasts before it is taken for normal without an operator's word
 * @param keep how long models that were active before the champion are kept
 */
public record Renewal(boolean warmStart, double fidelity, boolean onDrift, Duration adoptRegimeAfter, Duration keep) {

    public static final Renewal DEFAULT = new Renewal(true, 0.95, false, Duration.ofHours(24), Duration.ofDays(30));
}
