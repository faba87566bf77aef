package dev.sluice.stream.topology;

import dev.sluice.alert.Dispatch;
import java.util.List;

/** The outputs of one scored record, complete and encoded. */
final class Outputs {

    /** The entity's bytes; null where the record has none. */
    final byte[] key;

    final byte[] score;
    final byte[] latent;

    /** When it was by the record, milliseconds since the epoch. */
    final long time;

    /** The verdict. */
    final boolean anomaly;

    /** What became of incidents. */
    final Dispatch dispatch;

    /** Messages about incidents, in their order; seldom any. */
    final List<Message> alerts;

    /** An encoded alert. Its key may be another entity's than the record's. */
    static final class Message {
        final byte[] key;
        final byte[] alert;

        Message(byte[] key, byte[] alert) {
            this.key = key;
            this.alert = alert;
        }
    }

    Outputs(
            byte[] key,
            byte[] score,
            byte[] latent,
            long time,
            boolean anomaly,
            Dispatch dispatch,
            List<Message> alerts) {
        this.key = key;
        this.score = score;
        this.latent = latent;
        this.time = time;
        this.anomaly = anomaly;
        this.dispatch = dispatch;
        this.alerts = alerts;
    }
}
