package dev.sluice.pipeline;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Client settings fit for a message or a log: the values of secrets masked. */
public final class KafkaSettings {

    private static final Pattern SECRET = Pattern.compile(
            "passw|passphrase|secret|token|credential|jaas|private|keystore\\.key|user\\.info|api\\.key",
            Pattern.CASE_INSENSITIVE);

    private KafkaSettings() {}

    /**
     * The settings of a process without a pipeline file: the defaults, and what the environment sets.
     *
     * @param environment such as {@code System.getenv()}
     */
    public static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>(PipelineKeys.KAFKA.defaultValue());
        settings.putAll(new Environment(environment, "the defaults").kafka());
        return settings;
    }

    /** The settings by key, {@code ***} in place of every secret. */
    public static Map<String, String> masked(Map<String, String> settings) {
        Map<String, String> masked = new TreeMap<>(settings);
        masked.replaceAll((key, value) -> looksSecret(key) ? "***" : value);
        return masked;
    }

    static boolean looksSecret(String text) {
        return SECRET.matcher(text).find();
    }
}
