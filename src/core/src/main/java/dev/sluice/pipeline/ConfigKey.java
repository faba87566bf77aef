package dev.sluice.pipeline;

import java.util.Locale;
import java.util.function.Function;

/**
 * A key of the pipeline file, declared once: parser, environment, rendering and reference all go by it.
 *
 * @param path with dots, such as {@code training.every}
 * @param meaning one phrase for the reference
 * @param defaultValue null where the key is required
 * @param in where a complete configuration has the value
 */
record ConfigKey<T>(String path, String meaning, ValueType<T> type, T defaultValue, Function<PipelineConfig, T> in) {

    static final String PREFIX = "SLUICE_";

    /** The environment variable that overrides this key: {@code SLUICE_TRAINING_EVERY}. */
    String variable() {
        return variable(path);
    }

    static String variable(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    boolean isRequired() {
        return defaultValue == null;
    }

    Object renderDefault() {
        return type.render().apply(defaultValue);
    }

    Object render(PipelineConfig config) {
        return type.render().apply(in.apply(config));
    }
}
