package dev.sluice.pipeline;

/** A pipeline file that cannot be used: names the key, what was expected, what was got, and how to mend it. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
