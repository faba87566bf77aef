package dev.sluice.pipeline;

import dev.sluice.codec.Bound;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The types of {@code compression.bound} and {@code compression.fields}. */
final class Bounds {

    private static final String NONE = "none";
    private static final String OUT = "out";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Bounds() {}

    /** {@code none}, a share of a field's range such as {@code 1%}, or a number in its unit; 0 for exact. */
    static ValueType<Optional<Bound>> bound() {
        return optional("1% of the field's range, a number in its unit, 0 for exact, or none", NONE);
    }

    /** Bounds by feature. */
    static ValueType<Map<String, Optional<Bound>>> byField() {
        String expected = "a map of features to bounds, such as {temperature: 0.5, vibration: 2%, debug: out}";
        ValueType<Optional<Bound>> each = optional("a bound such as 1% or 0.5, or out", OUT);
        return new ValueType<>(
                expected,
                node -> {
                    Map<String, Optional<Bound>> bounds = new LinkedHashMap<>();
                    if (!node.isEmpty()) {
                        node.entries(expected).forEach(e -> bounds.put(e.nameIn(node), each.read(e)));
                    }
                    return bounds;
                },
                bounds -> {
                    Map<String, Object> texts = new TreeMap<>();
                    bounds.forEach(
                            (name, bound) -> texts.put(name, each.render().apply(bound)));
                    return texts;
                });
    }

    private static ValueType<Optional<Bound>> optional(String expected, String nothing) {
        return ValueType.ofText(
                expected,
                text -> text.equals(nothing) ? Optional.empty() : Optional.of(parse(text)),
                bound -> bound.map(Bounds::render).orElse(nothing));
    }

    private static Bound parse(String text) {
        if (text.endsWith("%")) {
            BigDecimal percent =
                    new BigDecimal(text.substring(0, text.length() - 1).strip());
            return Bound.relative(percent.divide(HUNDRED).doubleValue());
        }
        return Bound.absolute(new BigDecimal(text).doubleValue());
    }

    private static String render(Bound bound) {
        BigDecimal size = BigDecimal.valueOf(bound.size());
        return bound.relative()
                ? size.multiply(HUNDRED).stripTrailingZeros().toPlainString() + "%"
                : size.stripTrailingZeros().toPlainString();
    }
}
