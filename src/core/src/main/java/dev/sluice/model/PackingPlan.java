package dev.sluice.model;

import dev.sluice.codec.CodecState;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.packed.NumberFields;
import dev.sluice.packed.PackedException;
import dev.sluice.packed.PackedNumbers;
import dev.sluice.packed.Packing;
import java.util.List;

/**
 * How a model's records are packed.
 *
 * @param numbers which numbers of a record, as many as the state has fields
 * @param state shared by writers and readers of frames
 * @param stampOrigin what times in frames are counted from, milliseconds since the epoch
 * @param templates what records look like beside their packed numbers; their bytes are not checked
 */
public record PackingPlan(PackedNumbers numbers, CodecState state, long stampOrigin, List<byte[]> templates) {

    /** @throws IllegalArgumentException where numbers and state are not of as many fields */
    public PackingPlan {
        if (numbers.count() != state.fields()) {
            throw new IllegalArgumentException(
                    numbers.count() + " numbers are packed by a codec of " + state.fields() + " fields");
        }
        templates = templates.stream().map(byte[]::clone).toList();
    }

    /**
     * As packers and unpackers take it.
     *
     * @param features of the model
     * @param leftOut features whose numbers are not to be kept; of no concern to unpackers
     * @throws PackedException where a template is none of these numbers
     */
    Packing opened(List<FeatureSpec> features, List<String> leftOut) throws PackedException {
        return Packing.of(new NumberFields(features, numbers, state, leftOut), state, stampOrigin, templates);
    }
}
