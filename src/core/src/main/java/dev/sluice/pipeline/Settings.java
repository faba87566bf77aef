package dev.sluice.pipeline;

import dev.sluice.record.Untrusted;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a pipeline file sets, by key, with the environment laid over it. */
final class Settings {

    private final Map<String, ConfigNode> nodes = new HashMap<>();
    private final String source;

    private Settings(String source) {
        this.source = source;
    }

    /** @throws ConfigException naming the nearest known key where one is unknown */
    static Settings of(ConfigNode root, Environment environment, String source) {
        Settings settings = new Settings(source);
        settings.collect(root);
        environment.forEachKey((key, node) -> settings.nodes.put(key.path(), node));
        return settings;
    }

    private void collect(ConfigNode section) {
        for (ConfigNode node : section.entries("a map of settings")) {
            String path = node.path();
            if (PipelineKeys.ALL.stream().anyMatch(key -> key.path().equals(path))) {
                if (nodes.put(path, node) != null) {
                    throw node.error("is there twice");
                }
            } else if (PipelineKeys.ALL.stream().noneMatch(key -> key.path().startsWith(path + "."))) {
                throw new ConfigException("unknown key \"" + Untrusted.brief(path) + "\"; the nearest known key is \""
                        + nearest(path) + "\" (" + node.where() + ")");
            } else if (!node.isEmpty()) {
                collect(node);
            }
        }
    }

    /** By the last part alone where that is right, by the beginning where only the rest is wrong, else by all of it. */
    private static String nearest(String path) {
        Set<String> known = new LinkedHashSet<>();
        for (ConfigKey<?> key : PipelineKeys.ALL) {
            if (path.startsWith(key.path() + ".")) {
                return key.path();
            }
            int dot = key.path().lastIndexOf('.');
            if (dot > 0) {
                known.add(key.path().substring(0, dot));
            }
            known.add(key.path());
        }
        String leaf = path.substring(path.lastIndexOf('.') + 1);
        return known.stream()
                .filter(key -> key.endsWith("." + leaf))
                .findFirst()
                .orElseGet(() -> NearestName.of(path, known));
    }

    /**
     * The key's value, or its default.
     *
     * @throws ConfigException where the value is not of the key's type, or is required and not there
     */
    <T> T get(ConfigKey<T> key) {
        ConfigNode node = nodes.get(key.path());
        if (node != null) {
            return key.type().read(node);
        }
        if (key.isRequired()) {
            throw new ConfigException(
                    key.path() + ": is required: " + key.type().expected() + " (" + source + ")");
        }
        return key.defaultValue();
    }

    boolean has(ConfigKey<?> key) {
        return nodes.containsKey(key.path());
    }

    /** An error about a key's value, with the place that set it. */
    ConfigException error(ConfigKey<?> key, String problem) {
        ConfigNode node = nodes.get(key.path());
        return (node == null ? new ConfigNode(key.path(), source, "") : node).error(problem);
    }
}
