package dev.sluice.cli.models;

import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A configuration as one value a key, so that two can be compared key by key. */
final class FlatYaml {

    private FlatYaml() {}

    /** Values by dotted key, such as {@code training.seed}; empty where it cannot be read. */
    static Map<String, String> of(String yaml) {
        Map<String, String> flat = new TreeMap<>();
        try {
            put("", new Load(LoadSettings.builder().build()).loadFromString(yaml), flat);
        } catch (RuntimeException | StackOverflowError e) {
            flat.clear(); // From an artifact, which may say anything.
        }
        return flat;
    }

    private static void put(String path, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> section) {
            section.forEach((key, inner) -> put(path.isEmpty() ? String.valueOf(key) : path + "." + key, inner, into));
        } else if (!path.isEmpty()) {
            into.put(path, String.valueOf(value));
        }
    }
}
