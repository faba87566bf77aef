package dev.sluice.cli.acls;

/** Who needs rights of their own on a pipeline's topics. */
public enum Role {
    /** {@code sluice stream}. */
    SCORER,
    /** {@code sluice trainer}. */
    TRAINER,
    /** Whoever promotes, rolls back, pins and verifies models with {@code sluice models}. */
    OPERATOR,
    /** Whoever reads scores, latents, alerts and dead letters. */
    READER
}
