package dev.sluice.codec;

/** A frame that is none of this codec's, is of another model, or is damaged. */
public final class FrameException extends Exception {

    private static final long serialVersionUID = 1;

    FrameException(String message) {
        super(message);
    }
}
