package dev.sluice.trainer.training;

/** A challenger that must not become champion, with the reason. */
public final class RejectedModelException extends Exception {

    public RejectedModelException(String message) {
        super(message);
    }

    public RejectedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
