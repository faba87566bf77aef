package dev.sluice.alert;

import dev.sluice.alert.EvidenceWindow.Sighting;
import dev.sluice.contract.Alert;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An {@link AlertDesk} as entries of a store. Key: {@code T}, 1 and the entity's bytes (0 where there is none) for what is
 * known of an entity; {@code I} and the id for an incident; {@code C} for the time of the desk, 8 bytes. Values begin with
 * the version of their form.
 */
final class DeskEntries {

    private static final byte VERSION = 1;
    private static final byte TRACK = 'T';
    private static final byte INCIDENT = 'I';
    private static final byte CLOCK = 'C';
    private static final int NONE = -1;

    private DeskEntries() {}

    /** What an entry holds: one of the three. */
    record Restored(Name name, Track track, Incident incident, long now) {}

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    static void write(
            Ledger<Name, Track> tracks, Ledger<String, Incident> incidents, long now, BiConsumer<byte[], byte[]> to) {
        if (tracks.size() > 0) {
            to.accept(new byte[] {CLOCK}, bytes(out -> out.writeLong(now)));
        }
        tracks.write((name, track) -> to.accept(key(name), track == null ? null : bytes(out -> write(track, out))));
        incidents.write((id, incident) ->
                to.accept(key(id), incident == null ? null : bytes(out -> write(incident, out))));
    }

    private static byte[] key(Name name) {
        byte[] bytes = name.bytes();
        ByteBuffer key = ByteBuffer.allocate(2 + (bytes == null ? 0 : bytes.length));
        key.put(TRACK).put((byte) (bytes == null ? 0 : 1));
        return (bytes == null ? key : key.put(bytes)).array();
    }

    private static byte[] key(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + bytes.length).put(INCIDENT).put(bytes).array();
    }

    private static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Track track, DataOutputStream out) throws IOException {
        out.writeInt(track.window().flags());
        for (Sighting s : track.window().sightings()) {
            out.writeLong(s.timestamp());
            out.writeDouble(s.score());
        }
        out.writeInt(track.quiet());
        out.writeLong(track.seen());
        out.writeLong(track.pace());
        out.writeLong(track.offset());
        write(track.incident() == null ? List.of() : List.of(track.incident()), out);
    }

    private static void write(Incident i, DataOutputStream out) throws IOException {
        out.writeInt(i.key == null ? NONE : i.key.length);
        if (i.key != null) {
            out.write(i.key);
        }
        out.writeLong(i.offset);
        out.writeLong(i.joined);
        out.writeInt(i.active);
        out.writeBoolean(i.published);
        write(List.copyOf(i.fields), out);
        byte[] told = ContractJson.encode(i.told);
        out.writeInt(told.length);
        out.write(told);
        out.writeLong(i.start);
        out.writeDouble(i.peakScore);
        out.writeLong(i.peakTimestamp);
        out.writeLong(i.records);
        out.writeInt(i.memberCount);
        write(i.members, out);
        write(i.repair, out);
    }

    private static void write(List<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
    }

    /** @throws IllegalStateException where this code has not written it */
    static Restored read(byte[] key, byte[] value) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "the store of incidents has form " + version + ", this is of form " + VERSION
                                + ": go on with the release that wrote it, or delete its changelog topic, whose name ends in -incidents-changelog");
            }
            return switch (key[0]) {
                case CLOCK -> new Restored(null, null, null, in.readLong());
                case TRACK ->
                    new Restored(
                            new Name(key[1] == 0 ? null : Arrays.copyOfRange(key, 2, key.length)), track(in), null, 0);
                default ->
                    new Restored(
                            null, null, incident(new String(key, 1, key.length - 1, StandardCharsets.UTF_8), in), 0);
            };
        } catch (IOException | BadRecordException e) {
            throw new IllegalStateException("an entry of the store of incidents cannot be read: " + e.getMessage(), e);
        }
    }

    private static Track track(DataInputStream in) throws IOException {
        int flags = in.readInt();
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < Integer.bitCount(flags); i++) {
            sightings.add(new Sighting(in.readLong(), in.readDouble()));
        }
        int quiet = in.readInt();
        long seen = in.readLong();
        long pace = in.readLong();
        long offset = in.readLong();
        List<String> incident = texts(in);
        return new Track(
                new EvidenceWindow(flags, sightings),
                quiet,
                seen,
                pace,
                offset,
                incident.isEmpty() ? null : incident.get(0));
    }

    private static Incident incident(String id, DataInputStream in) throws IOException, BadRecordException {
        Incident i = new Incident();
        i.id = id;
        int length = in.readInt();
        i.key = length == NONE ? null : in.readNBytes(length);
        i.offset = in.readLong();
        i.joined = in.readLong();
        i.active = in.readInt();
        i.published = in.readBoolean();
        i.fields = new LinkedHashSet<>(texts(in));
        i.told = ContractJson.decode(in.readNBytes(in.readInt()), Alert.class);
        i.entity = i.told.getEntity();
        i.start = in.readLong();
        i.peakScore = in.readDouble();
        i.peakTimestamp = in.readLong();
        i.records = in.readLong();
        i.memberCount = in.readInt();
        i.members = texts(in);
        i.repair = texts(in);
        return i;
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        return List.copyOf(texts);
    }
}
