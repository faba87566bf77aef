package dev.sluice.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The environment variables that override the pipeline file: {@code SLUICE_TRAINING_EVERY} for {@code training.every},
 * {@code SLUICE_KAFKA_SSL_PROTOCOL} for {@code ssl.protocol} under {@code kafka}. Blank ones count as not set. A variable
 * that looks like a key but is none is an error.
 */
final class Environment {

    private static final String KAFKA = ConfigKey.variable(PipelineKeys.KAFKA.path()) + "_";
    private static final List<String> NOT_KEYS = List.of("SLUICE_HOME", "SLUICE_JAVA_OPTS");
    private static final String LOG = "SLUICE_LOG_";

    /** What Kubernetes sets in every pod for a service that is itself called sluice, or sluice-something. */
    private static final String SERVICE_LINK = "SLUICE_.*(SERVICE_HOST|SERVICE_PORT(_.*)?|_(TCP|UDP)(_[A-Z]+)?)";

    private final Map<String, String> variables = new TreeMap<>();
    private final String source;

    /** @param source the file that is overridden, for errors */
    Environment(Map<String, String> variables, String source) {
        this.source = source;
        variables.forEach((name, value) -> {
            if (name.startsWith(ConfigKey.PREFIX) && !value.isBlank() && !isForeign(name, value)) {
                this.variables.put(name, value);
            }
        });
    }

    private static boolean isForeign(String name, String value) {
        return NOT_KEYS.contains(name)
                || name.startsWith(LOG)
                || name.matches(SERVICE_LINK)
                || value.matches("(tcp|udp)://.*");
    }

    /**
     * Hands over every key that a variable sets.
     *
     * @throws ConfigException where a variable looks like a key but is none
     */
    void forEachKey(BiConsumer<ConfigKey<?>, ConfigNode> overrides) {
        Map<String, ConfigKey<?>> keys = new TreeMap<>();
        PipelineKeys.ALL.forEach(key -> keys.put(key.variable(), key));
        keys.remove(PipelineKeys.KAFKA.variable());
        variables.forEach((name, value) -> {
            ConfigKey<?> key = keys.get(name);
            if (key != null) {
                overrides.accept(key, new ConfigNode(key.path(), where(name), value));
            } else if (!name.startsWith(KAFKA)) {
                requireUnlike(name, keys.keySet());
            }
        });
    }

    /** The Kafka client settings that variables set. */
    Map<String, String> kafka() {
        Map<String, String> settings = new TreeMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(KAFKA) && name.length() > KAFKA.length()) {
                settings.put(
                        name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return settings;
    }

    private void requireUnlike(String name, Set<String> keys) {
        Set<String> known = new TreeSet<>(keys);
        known.add(KAFKA + "BOOTSTRAP_SERVERS");
        String nearest = NearestName.of(name, known);
        boolean inSection = known.stream()
                .map(key -> key.replaceFirst("(SLUICE_[A-Z]+_).*", "$1"))
                .anyMatch(section -> section.endsWith("_") && name.startsWith(section));
        int likely = (name.length() - ConfigKey.PREFIX.length()) / 3;
        if (inSection || NearestName.distance(name, nearest) <= likely) {
            throw new ConfigException("environment variable " + name
                    + ": there is no such key; the nearest known one is " + nearest + " (over " + source + ")");
        }
    }

    private String where(String name) {
        return "from environment variable " + name + ", over " + source;
    }
}
