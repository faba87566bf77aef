package dev.sluice.cli.models;

/** A version that scorers would refuse must not be made active. */
final class UnfitModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitModelException(String message) {
        super(message);
    }
}
