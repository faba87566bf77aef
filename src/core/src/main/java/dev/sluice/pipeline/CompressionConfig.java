package dev.sluice.pipeline;

import dev.sluice.codec.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether and how records are packed.
 *
 * @param bound of the numbers that have none of their own; empty where nothing is packed
 * @param fields bounds of single features; empty for one that is left out
 * @param mode what is packed into one message
 * @param records of a message at most, in blocks
 * @param within how long a block takes in records, in their time and by the clock
 */
public record CompressionConfig(
        Optional<Bound> bound, Map<String, Optional<Bound>> fields, PackingMode mode, int records, Duration within) {

    /** Nothing is packed. */
    public static final CompressionConfig OFF =
            new CompressionConfig(Optional.empty(), Map.of(), PackingMode.BLOCK, 128, Duration.ofHours(1));

    /** With a bound for all numbers, and the defaults for all else. */
    public static CompressionConfig within(Bound bound) {
        return new CompressionConfig(Optional.of(bound), OFF.fields(), OFF.mode(), OFF.records(), OFF.within());
    }

    public CompressionConfig {
        fields = Map.copyOf(fields);
    }

    /** Whether there is a packed topic. */
    public boolean isOn() {
        return bound.isPresent();
    }

    /** The bound of a feature; empty where it is left out. */
    public Optional<Bound> of(String feature) {
        return fields.getOrDefault(feature, bound);
    }

    /** Features that are not kept. */
    public List<String> leftOut() {
        return fields.entrySet().stream()
                .filter(e -> e.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
