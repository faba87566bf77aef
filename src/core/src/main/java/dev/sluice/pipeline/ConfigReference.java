package dev.sluice.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reference of the pipeline file's keys, from the declarations that the parser goes by. */
public final class ConfigReference {
    private ConfigReference() {}

    /**
     * What there is to know of a key.
     *
     * @param name with dots
     * @param variable the environment variable that overrides it
     * @param expected what belongs there, in words that follow "expected"
     * @param otherwise as it would be written; empty where the key is required
     * @param meaning one phrase
     */
    public record Key(String name, String variable, String expected, Optional<String> otherwise, String meaning) {}

    /** All keys, in order. */
    public static List<Key> keys() {
        return PipelineKeys.ALL.stream().map(ConfigReference::key).toList();
    }

    private static Key key(ConfigKey<?> key) {
        return new Key(
                key.path(),
                key.variable(),
                key.type().expected(),
                key.isRequired() ? Optional.empty() : Optional.of(written(key.renderDefault())),
                key.meaning());
    }

    private static String written(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((name, setting) -> entries.add(name + ": " + setting));
            return "{" + String.join(", ", entries) + "}";
        }
        return String.valueOf(value);
    }

    /** The keys that each type of feature has besides {@code type}, by the type's name. */
    public static Map<String, List<String>> featureKeys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        FeatureList.KEYS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> keys.put(entry.getKey().label(), entry.getValue()));
        return keys;
    }

    /** Sections of Markdown: the keys without a dot, then those of each part of the file, in a table each. */
    public static String markdown() {
        Map<String, List<Key>> sections = new LinkedHashMap<>();
        sections.put("Top level", new ArrayList<>());
        for (Key key : keys()) {
            String section = key.name().contains(".") ? "`" + key.name().split("\\.")[0] + "`" : "Top level";
            sections.computeIfAbsent(section, s -> new ArrayList<>()).add(key);
        }
        StringBuilder page = new StringBuilder();
        sections.forEach((section, keys) -> page.append(page.isEmpty() ? "" : "\n")
                .append("## ")
                .append(section)
                .append("\n\n| key | expects | default | meaning |\n|---|---|---|---|\n")
                .append(String.join("", keys.stream().map(ConfigReference::row).toList())));
        return page.toString();
    }

    private static String row(Key key) {
        List<String> cells = Arrays.asList(
                "`" + key.name() + "`",
                key.expected(),
                key.otherwise().map(o -> "`" + o + "`").orElse("required"),
                key.meaning());
        return "| "
                + String.join(
                        " | ", cells.stream().map(c -> c.replace("|", "\\|")).toList()) + " |\n";
    }
}
