package dev.sluice.pipeline;

import java.util.Map;

/**
 * A deserializer or serializer of the user's.
 *
 * @param type name of the class; empty for Sluice's own formats
 * @param path folder with its jars; empty where it is on the class path
 * @param properties passed to {@code configure} as they are
 */
public record SerdeConfig(String type, String path, Map<String, String> properties) {

    /** Sluice's own formats. */
    public static final SerdeConfig NONE = new SerdeConfig("", "", Map.of());

    public SerdeConfig {
        properties = Map.copyOf(properties);
    }

    /** Whether there is one. */
    public boolean isConfigured() {
        return !type.isEmpty();
    }

    /** Without the properties' values, which may be secret. */
    @Override
    public String toString() {
        return "SerdeConfig[type=" + type + ", path=" + path + ", properties=" + properties.keySet() + "]";
    }
}
