package dev.sluice.pipeline;

/** What a score is made of. */
public enum ScoreKind {
    /** Everything that is known to tell anomalies apart. */
    COMBINED,
    /** The residual of the autoencoder alone. */
    RECONSTRUCTION,
    /** How far the latent lies from those of normal records. */
    LATENT
}
