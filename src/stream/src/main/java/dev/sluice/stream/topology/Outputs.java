package dev.sluice.stream.topology;

/** The outputs of one scored record, complete and encoded. */
final class Outputs {

    /** The entity's bytes; null where the record has none. */
    final byte[] key;

    final byte[] score;
    final byte[] latent;

    /** Null for a record that is no anomaly. */
    final byte[] alert;

    Outputs(byte[] key, byte[] score, byte[] latent, byte[] alert) {
        this.key = key;
        this.score = score;
        this.latent = latent;
        this.alert = alert;
    }
}
