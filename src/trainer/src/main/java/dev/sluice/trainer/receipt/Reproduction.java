package dev.sluice.trainer.receipt;

import dev.sluice.model.WeightDifference;
import java.util.List;
import java.util.Optional;

/**
 * What came of making a model again.
 *
 * @param version of the model
 * @param digest of the one that is published, as {@link dev.sluice.model.ModelDigest} has it
 * @param again the digest of the one that was made again; empty where none could be made
 * @param weights largest difference between their weights; empty where none was made, or it is of another shape
 * @param differences names of the artifact's fields in which they differ
 * @param reasons what may explain it, in words; what speaks against a difference is not named where there is none
 * @param seconds that it took
 */
public record Reproduction(
        int version,
        String digest,
        Optional<String> again,
        Optional<WeightDifference> weights,
        List<String> differences,
        List<String> reasons,
        double seconds) {

    public Reproduction {
        differences = List.copyOf(differences);
        reasons = List.copyOf(reasons);
    }

    /** Whether it is the same to the bit, but for times and for who made it where. */
    public boolean identical() {
        return again.filter(digest::equals).isPresent();
    }
}
