package dev.sluice.model;

/** An artifact that must not be used, with the reason. */
public final class ArtifactException extends Exception {

    /** What is wrong; each has its own message. */
    public enum Reason {
        /** Larger than {@code models.max-bytes}. */
        TOO_LARGE,
        /** Does not begin with the magic bytes. */
        NOT_AN_ARTIFACT,
        /** Ends early, or has bytes beyond its end. */
        TRUNCATED,
        /** Written by an earlier Sluice, in a format that is no longer read. */
        OLDER_FORMAT,
        /** Written by a newer Sluice. */
        NEWER_FORMAT,
        /** The digest does not match: bytes were changed. */
        DIGEST,
        /** Not signed, where {@code models.trusted-keys} asks for it. */
        UNSIGNED,
        /** Signed by a key that {@code models.trusted-keys} does not list. */
        UNKNOWN_KEY,
        /** The signature is not that of the key it names: made by somebody without the key. */
        SIGNATURE,
        /** The digest matches, but the payload is no model. */
        MALFORMED,
        /** A weight or statistic is NaN or infinite. */
        NOT_FINITE,
        /** Dimensions do not fit together. */
        SHAPE,
        /** This machine's kernels do not reproduce the golden vectors. */
        GOLDEN,
        /** Belongs to another pipeline. */
        WRONG_PIPELINE
    }

    private final Reason reason;

    public ArtifactException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ArtifactException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
