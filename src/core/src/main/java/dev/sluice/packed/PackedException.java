package dev.sluice.packed;

/** Bytes that are no packed message, or not of the model at hand. */
public final class PackedException extends Exception {

    private static final long serialVersionUID = 1;

    public PackedException(String message) {
        super(message);
    }

    public PackedException(String message, Throwable cause) {
        super(message, cause);
    }
}
