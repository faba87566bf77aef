package dev.sluice.pipeline;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of values that a pipeline file has. */
final class ValueTypes {

    private static final String AUTO = "auto";
    private static final String NONE = "none";

    private ValueTypes() {}

    static ValueType<String> text(String expected) {
        return ValueType.ofText(expected, text -> text, text -> text);
    }

    /** A text, or {@code none} for an empty one. */
    static ValueType<String> textOrNone(String expected) {
        return ValueType.ofText(
                "none, or " + expected, text -> text.equals(NONE) ? "" : text, text -> text.isEmpty() ? NONE : text);
    }

    /** A text that no message repeats and nothing renders; {@code none} for an empty one. */
    static ValueType<String> secret(String expected) {
        return new ValueType<>(
                expected,
                node -> {
                    if (!node.isText()) {
                        throw node.error("expected " + expected);
                    }
                    String text = ((String) node.content()).strip();
                    return text.equals(NONE) ? "" : text;
                },
                text -> text.isEmpty() ? NONE : "***");
    }

    static ValueType<Boolean> trueOrFalse() {
        return ValueType.ofText(
                "true or false",
                text -> {
                    require(text.equals("true") || text.equals("false"));
                    return text.equals("true");
                },
                value -> value);
    }

    /** An address of HTTP without credentials in it, which would end up in logs. */
    static ValueType<String> registryUrl() {
        String expected = "none, or an address that begins with http:// or https://";
        return new ValueType<>(
                expected,
                node -> {
                    String text = node.text(expected);
                    if (text.equals(NONE)) {
                        return "";
                    }
                    if (text.contains("@")) {
                        throw node.error("expected an address without a user in it; set registry.username, and the"
                                + " environment variable SLUICE_REGISTRY_PASSWORD");
                    }
                    try {
                        URI url = new URI(text);
                        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
                        if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
                            return text.replaceFirst("/+$", "");
                        }
                    } catch (URISyntaxException e) {
                        // Falls through: what belongs there says more than what URIs are made of.
                    }
                    throw node.expected(expected);
                },
                text -> text.isEmpty() ? NONE : text);
    }

    /** A text of letters, digits, dots, underscores and hyphens, as Kafka wants it in a topic's name. */
    static ValueType<String> topicPart(String what, int longest) {
        return ValueType.ofText(
                what + " of at most " + longest + " letters, digits, \".\", \"_\" and \"-\"",
                text -> {
                    require(text.length() <= longest && text.matches("[A-Za-z0-9._-]+") && !text.matches("\\.\\.?"));
                    return text;
                },
                text -> text);
    }

    static ValueType<Integer> wholeNumber(int from, int to) {
        return ValueType.ofText(
                "a whole number " + (to == Integer.MAX_VALUE ? "of at least " + from : "from " + from + " to " + to),
                text -> wholeNumber(text, from, to),
                number -> number);
    }

    private static int wholeNumber(String text, int from, int to) {
        int number = Integer.parseInt(text);
        require(number >= from && number <= to);
        return number;
    }

    /** A whole number, or {@code auto} for 0. */
    static ValueType<Integer> wholeNumberOrAuto(int from, int to) {
        return ValueType.ofText(
                "auto, or a whole number from " + from + " to " + to,
                text -> text.equals(AUTO) ? 0 : wholeNumber(text, from, to),
                number -> number == 0 ? AUTO : number);
    }

    static ValueType<Long> anyWholeNumber() {
        return ValueType.ofText("a whole number", Long::parseLong, number -> number);
    }

    static ValueType<Double> positiveNumber(double to) {
        return ValueType.ofText(
                "a number above 0 and at most " + (to == Math.rint(to) ? Long.toString((long) to) : to),
                text -> {
                    double number = Double.parseDouble(text);
                    require(number > 0 && number <= to);
                    return number;
                },
                number -> number);
    }

    static ValueType<Double> number(double from, double to) {
        return ValueType.ofText(
                "a number from " + plain(from) + " to " + plain(to),
                text -> {
                    double number = Double.parseDouble(text);
                    require(number >= from && number <= to);
                    return number;
                },
                number -> number);
    }

    /** From 0 to 1. */
    static ValueType<Double> share() {
        return ValueType.ofText(
                "a share from 0 to 1",
                text -> {
                    double number = Double.parseDouble(text);
                    require(number >= 0 && number <= 1);
                    return number;
                },
                number -> number);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    static ValueType<Duration> duration(Duration from) {
        return ValueType.ofText(
                "a duration such as 30s, 15m, 24h, 7d or PT24H, of at least " + from.toSeconds() + "s",
                text -> {
                    Duration duration = Durations.parse(text);
                    require(duration.compareTo(from) >= 0 && duration.toDays() <= 100 * 366);
                    return duration;
                },
                Duration::toString);
    }

    /** One of an enum's constants, by the names that {@code label} gives them. */
    static <E extends Enum<E>> ValueType<E> oneOf(E[] constants, Function<E, String> label) {
        return ValueType.ofText(
                "one of " + Arrays.stream(constants).map(label).collect(Collectors.joining(", ")),
                text -> Arrays.stream(constants)
                        .filter(c -> label.apply(c).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new),
                label::apply);
    }

    /** {@link #oneOf} by the constants' own names in lower case. */
    static <E extends Enum<E>> ValueType<E> oneOf(E[] constants) {
        return oneOf(constants, c -> c.name().toLowerCase(Locale.ROOT));
    }

    /** {@link #oneOf}, or {@code auto} for none of them. */
    static <E extends Enum<E>> ValueType<Optional<E>> oneOfOrAuto(E[] constants, Function<E, String> label) {
        ValueType<E> one = oneOf(constants, label);
        return ValueType.ofText(
                "auto, or " + one.expected(),
                text -> text.equals(AUTO)
                        ? Optional.empty()
                        : Optional.of(Arrays.stream(constants)
                                .filter(c -> label.apply(c).equals(text))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new)),
                value -> value.map(label).orElse(AUTO));
    }

    /** A list; {@code auto} for an empty one. */
    static <T> ValueType<List<T>> listOrAuto(String expected, ValueType<T> type) {
        return new ValueType<>(
                "auto, or " + expected,
                node -> AUTO.equals(node.content()) ? List.of() : list(expected, type, node),
                values -> values.isEmpty()
                        ? AUTO
                        : values.stream().map(type.render()).toList());
    }

    /** A list of distinct values. */
    static <T> ValueType<List<T>> distinct(String expected, ValueType<T> type) {
        return new ValueType<>(
                expected,
                node -> {
                    List<T> values = list(expected, type, node);
                    Set<T> seen = new HashSet<>();
                    for (T value : values) {
                        if (!seen.add(value)) {
                            throw node.error("\"" + value + "\" is listed twice");
                        }
                    }
                    return values;
                },
                values -> values.stream().map(type.render()).toList());
    }

    /** Sizes of hidden layers: an empty list for {@code auto}, {@link ModelConfig#NO_HIDDEN} for {@code none}. */
    static ValueType<List<Integer>> layerSizes(ValueType<Integer> size) {
        String expected = "auto, none, or a list of layer sizes such as [32, 16]";
        return new ValueType<>(
                expected,
                node -> {
                    if (AUTO.equals(node.content())) {
                        return List.of();
                    }
                    List<Integer> sizes = "none".equals(node.content()) ? List.of() : list(expected, size, node);
                    return sizes.isEmpty() ? ModelConfig.NO_HIDDEN : sizes;
                },
                sizes -> sizes.isEmpty() ? AUTO : sizes.equals(ModelConfig.NO_HIDDEN) ? "none" : sizes);
    }

    /** A list of at least one value. */
    static <T> ValueType<List<T>> list(String expected, ValueType<T> type) {
        return new ValueType<>(
                expected,
                node -> {
                    List<T> values = list(expected, type, node);
                    if (values.isEmpty()) {
                        throw node.expected(expected);
                    }
                    return values;
                },
                values -> values.stream().map(type.render()).toList());
    }

    private static <T> List<T> list(String expected, ValueType<T> type, ConfigNode node) {
        return node.items(expected).stream().map(type::read).toList();
    }

    /** One character that can separate columns; {@code tab} for a tab. */
    static ValueType<Character> separator() {
        String expected = "one character such as , or ; or | (or tab)";
        return new ValueType<>(
                expected,
                node -> {
                    String text = "tab".equals(node.content()) ? "\t" : String.valueOf(node.content());
                    // What numbers, names and quotes are made of cannot separate them.
                    if (!node.isText() || !text.matches("[^\\p{Alnum}\\r\\n\".+-]")) {
                        throw node.expected(expected);
                    }
                    return text.charAt(0);
                },
                separator -> separator == '\t' ? "tab" : separator.toString());
    }

    static ValueType<AlertBudget> alertBudget() {
        return new ValueType<>(
                "such as 1 per day per entity, or 1 per 1000 records",
                node -> {
                    try {
                        return AlertBudget.parse(node.text("an alert budget such as \"1 per day per entity\""));
                    } catch (IllegalArgumentException e) {
                        throw node.error(e.getMessage());
                    }
                },
                AlertBudget::toString);
    }

    /** Settings by name, passed on as texts; a list becomes a text with commas. */
    static ValueType<Map<String, String>> settings(String expected) {
        return new ValueType<>(
                expected,
                node -> {
                    // What was found is not repeated here: it might be a secret.
                    if (!node.isMap() && !node.isEmpty()) {
                        throw node.error("expected " + expected);
                    }
                    Map<String, String> settings = new LinkedHashMap<>();
                    if (node.isMap()) {
                        node.entries(expected).forEach(e -> settings.put(e.nameIn(node), setting(e)));
                    }
                    return settings;
                },
                settings -> new TreeMap<>(settings));
    }

    private static String setting(ConfigNode node) {
        if (node.isMap()) {
            throw node.error("expected one value, got a map; write the whole name on one line, as in "
                    + "bootstrap.servers: localhost:9092");
        }
        return node.isText()
                ? (String) node.content()
                : node.items("one value").stream().map(ValueTypes::setting).collect(Collectors.joining(","));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
