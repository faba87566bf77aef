package dev.sluice.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts in what a setting refers to, so that a pipeline file need hold no secret: {@code ${env:NAME}} for an environment
 * variable, {@code ${file:/run/secrets/password}} for the content of a file, without the line end after it. A reference may
 * be the whole value or a part of it. Kafka's own references, which need {@code config.providers}, are left to Kafka.
 */
public final class SecretReferences {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
    private static final String PROVIDERS = "config.providers";

    /** Far more than a key store in PEM. */
    private static final long LARGEST_FILE = 1 << 20;

    private final Map<String, String> environment;

    /** @param environment the variables that {@code ${env:NAME}} may name */
    public SecretReferences(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws ConfigException where one of the settings refers to what is not there */
    Map<String, String> resolveAll(String section, Map<String, String> settings) {
        if (settings.containsKey(PROVIDERS)) {
            return settings;
        }
        Map<String, String> resolved = new TreeMap<>(settings);
        resolved.replaceAll((key, value) -> resolve(section + "." + key, value));
        return resolved;
    }

    /** Whether a text is a reference and nothing else, so that it gives nothing away. */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** @throws ConfigException where it refers to what is not there; content is never quoted */
    public String resolve(String key, String value) {
        return REFERENCE
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals("env") ? variable(key, found.group(2)) : file(key, found.group(2))));
    }

    private String variable(String key, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new ConfigException(key + ": ${env:" + name + "}: environment variable " + name + " is not set");
        }
        return value;
    }

    private static String file(String key, String name) {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > LARGEST_FILE) {
                throw new ConfigException(key + ": ${file:" + name + "}: has " + Files.size(file) + " bytes, "
                        + LARGEST_FILE + " are allowed");
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(key + ": ${file:" + name + "}: cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
