package dev.sluice.alert;

import dev.sluice.contract.Alert;
import java.util.ArrayList;
import java.util.List;

/** What a record comes to at the desk: the messages, and what is worth counting. */
public final class Dispatch {

    /** Of a record that changes nothing. */
    public static final Dispatch NOTHING = new Dispatch();

    private final List<Message> messages = new ArrayList<>();
    private int opened;
    private int resolved;
    private int silenced;

    Dispatch() {}

    /** A message, and the entity's bytes that are its key; null where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
    public record Message(byte[] key, Alert alert) {}

    void add(byte[] key, Alert alert) {
        messages.add(new Message(key, alert));
    }

    void opened() {
        opened++;
    }

    void resolved() {
        resolved++;
    }

    void silenced() {
        silenced++;
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    public boolean isEmpty() {
        return messages.isEmpty() && opened == 0 && resolved == 0 && silenced == 0;
    }

    /** Incidents that opened, those included that are silenced. */
    public int openings() {
        return opened;
    }

    /** Incidents that ended, those included that were silenced throughout or were taken in by another. */
    public int endings() {
        return resolved;
    }

    /** Incidents that opened under a silence. */
    public int silences() {
        return silenced;
    }
}
