package dev.sluice.pipeline;

import dev.sluice.record.Untrusted;
import java.util.List;
import java.util.Map;

/**
 * A piece of a pipeline file, or of the environment over it: a text, a list or a map, with the path and the place that
 * errors name.
 *
 * @param path such as {@code training.every} or {@code features[2].scale}
 * @param where such as {@code pumps.yaml, line 7}
 * @param content a {@code String}, a {@code List<ConfigNode>} or a {@code Map<String, ConfigNode>}
 */
record ConfigNode(String path, String where, Object content) {

    boolean isText() {
        return content instanceof String;
    }

    boolean isMap() {
        return content instanceof Map;
    }

    /** Nothing was written after the colon. */
    boolean isEmpty() {
        return "".equals(content);
    }

    /** @throws ConfigException where this is no text, or an empty one */
    String text(String expected) {
        if (content instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw expected(expected);
    }

    /** The elements of a list; a text is a list of what stands between its commas. */
    List<ConfigNode> items(String expected) {
        if (content instanceof List<?> list) {
            return list.stream().map(ConfigNode.class::cast).toList();
        }
        return List.of(text(expected).split(",")).stream()
                .map(item -> new ConfigNode(path, where, item))
                .toList();
    }

    /** The entries of a map. */
    List<ConfigNode> entries(String expected) {
        if (content instanceof Map<?, ?> map) {
            return map.values().stream().map(ConfigNode.class::cast).toList();
        }
        throw expected(expected);
    }

    /** The last part of the path of an entry of {@code parent}. */
    String nameIn(ConfigNode parent) {
        return parent.path.isEmpty() ? path : path.substring(parent.path.length() + 1);
    }

    /** An error that says what belongs here, and what was found. */
    ConfigException expected(String expected) {
        return error("expected " + expected + ", got " + describe());
    }

    ConfigException error(String problem) {
        return new ConfigException((path.isEmpty() ? "" : path + ": ") + problem + " (" + where + ")");
    }

    private String describe() {
        if (content instanceof String text) {
            return text.isBlank() ? "nothing" : "\"" + Untrusted.brief(text) + "\"";
        }
        return content instanceof List ? "a list" : "a map";
    }
}
