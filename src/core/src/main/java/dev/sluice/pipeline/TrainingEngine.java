package dev.sluice.pipeline;

/** Who computes the steps of a training: {@code training.engine}. */
public enum TrainingEngine {
    /** Plain Java for fully connected layers, Deeplearning4j for convolutions. */
    AUTO,
    /** Plain Java: the same bits on every machine. Fully connected layers only. */
    JAVA,
    /** Deeplearning4j, for all layers. */
    DL4J;

    /** How provenances that name Deeplearning4j begin. */
    private static final String DL4J_NAME = "deeplearning4j";

    /** The engine that trains a model of this type, never {@link #AUTO}. */
    public TrainingEngine resolved(ModelType type) {
        if (this != AUTO) {
            return this;
        }
        return type == ModelType.CONVOLUTIONAL ? DL4J : JAVA;
    }

    /** The engine that a model's provenance names. */
    public static TrainingEngine named(String provenance) {
        return provenance.startsWith(DL4J_NAME) ? DL4J : JAVA;
    }
}
