package dev.sluice.pipeline;

/** The kind of autoencoder: {@code model.type}. */
public enum ModelType {
    /** Sluice chooses: {@link #UNDERCOMPLETE}, sized from the number of features. */
    AUTO,
    /** Dense layers through a code smaller than the input, squared error. */
    UNDERCOMPLETE
}
