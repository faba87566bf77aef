package dev.sluice.stream.topology;

import dev.sluice.alert.Dispatch;
import java.util.List;

/** The outputs of one scored record, complete and encoded. Hold until the next record is scored. */
final class Outputs {

    /** The entity's bytes; null where the record has none. */
    byte[] key;

    byte[] score;
    byte[] latent;

    /** When it was by the record, milliseconds since the epoch. */
    long time;

    /** The verdict. */
    boolean anomaly;

    /** What became of incidents. */
    Dispatch dispatch;

    /** Messages about incidents, in their order; seldom any. */
    List<Message> alerts;

    /** An encoded alert. Its key may be another entity's than the record's. */
    static final class Message {
        final byte[] key;
        final byte[] alert;

        Message(byte[] key, byte[] alert) {
            this.key = key;
            this.alert = alert;
        }
    }
}
