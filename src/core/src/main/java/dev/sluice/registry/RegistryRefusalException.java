package dev.sluice.registry;

import java.util.Optional;

/** The schema registry answers, and refuses: trying again does not help, another setting or another schema does. */
public final class RegistryRefusalException extends RuntimeException {

    public RegistryRefusalException(String message) {
        super(message);
    }

    public RegistryRefusalException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What it says, where this is the failure or one of its causes. */
    public static Optional<String> behind(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RegistryRefusalException) {
                return Optional.of(t.getMessage());
            }
        }
        return Optional.empty();
    }
}
