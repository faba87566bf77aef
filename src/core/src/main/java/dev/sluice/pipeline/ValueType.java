package dev.sluice.pipeline;

import java.util.function.Function;

/**
 * The type of a key's value: how it is read, and how it is written.
 *
 * @param expected what belongs there, in words that follow "expected"
 * @param read throws {@link ConfigException} where something else is there
 * @param render the YAML value that {@code read} reads back: text, number, list or map
 */
record ValueType<T>(String expected, Function<ConfigNode, T> read, Function<T, Object> render) {

    /** A type that is written as one text. {@code parse} throws {@link IllegalArgumentException} for any other. */
    static <T> ValueType<T> ofText(String expected, Function<String, T> parse, Function<T, Object> render) {
        return new ValueType<>(
                expected,
                node -> {
                    String text = node.text(expected);
                    try {
                        return parse.apply(text);
                    } catch (IllegalArgumentException e) {
                        throw node.expected(expected);
                    }
                },
                render);
    }

    /** @throws ConfigException where something else is there */
    T read(ConfigNode node) {
        return read.apply(node);
    }
}
