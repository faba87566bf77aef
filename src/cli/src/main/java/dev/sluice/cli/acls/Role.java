package dev.sluice.cli.acls;

/** Who needs rights of their own on a pipeline's topics. */
public enum Role {
    /** {@code sluice stream}. */
    SCORER,
    /** {@code sluice trainer}. */
    TRAINER,
    /** Whoever decides about models with {@code sluice models}, and about incidents with {@code sluice alerts}. */
    OPERATOR,
    /** Whoever reads scores, latents, alerts and dead letters. */
    READER,
    /** {@code sluice alerts forward}. */
    FORWARDER
}
