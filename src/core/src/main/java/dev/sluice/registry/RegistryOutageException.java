package dev.sluice.registry;

/** The schema registry does not answer now: what it was asked for has to wait, and no record is at fault. */
public final class RegistryOutageException extends RuntimeException {

    public RegistryOutageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether this is the failure, or one of its causes. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RegistryOutageException) {
                return true;
            }
        }
        return false;
    }
}
