package dev.sluice.alert;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An incident that is open. Changed only as a copy that nobody else has yet. */
final class Incident {

    /** Members that are listed, and bytes of their names at most: an alert must fit into a record. */
    static final int MOST_LISTED = 100;

    private static final int MOST_LISTED_CHARS = 1 << 14;

    String id;
    byte[] key; // of its messages; null where there is none
    String entity; // that opened it; null where records have none
    long offset; // of the record that opened it
    long joined; // timestamp of the record that the last member joined with
    long start;
    double peakScore;
    long peakTimestamp;
    long records;
    List<String> repair = List.of();
    List<String> members = List.of(); // the first included, once there are others
    int memberCount = 1;
    int active = 1; // members that are not as usual again
    boolean published; // whether its opening was
    Set<String> fields = new LinkedHashSet<>(); // that were told of
    Alert told; // the last message, whether it was published or silenced

    static Incident open(Observed o, byte[] key, Track track) {
        Incident i = new Incident();
        i.id = o.topic() + "-" + o.partition() + "-" + o.offset();
        i.key = key;
        i.entity = o.entity();
        i.offset = o.offset();
        i.joined = o.timestamp();
        i.start = track.window().start();
        i.peakScore = track.window().peak().score();
        i.peakTimestamp = track.window().peak().timestamp();
        i.records = track.window().count();
        i.repair = o.repair();
        return i;
    }

    Incident copy() {
        Incident i = new Incident();
        i.id = id;
        i.key = key;
        i.entity = entity;
        i.offset = offset;
        i.joined = joined;
        i.start = start;
        i.peakScore = peakScore;
        i.peakTimestamp = peakTimestamp;
        i.records = records;
        i.repair = repair;
        i.members = members;
        i.memberCount = memberCount;
        i.active = active;
        i.published = published;
        i.fields = new LinkedHashSet<>(fields);
        i.told = told;
        return i;
    }

    /** A further record of a member. */
    void add(Observed o) {
        if (o.score() >= 1) {
            records++;
        }
        peak(o.score(), o.timestamp());
    }

    private boolean peak(double score, long timestamp) {
        if (!(score > peakScore)) {
            return false;
        }
        peakScore = score;
        peakTimestamp = timestamp;
        return true;
    }

    /** Another entity joins with its evidence. */
    void join(Observed o, Track track) {
        joined = o.timestamp();
        start = Math.min(start, track.window().start());
        records += track.window().count();
        if (peak(track.window().peak().score(), track.window().peak().timestamp())) {
            repair = o.repair();
        }
        active++;
        list(List.of(), o.entity(), 1);
    }

    /** Takes in another incident, with all that is in it. */
    void absorb(Incident other) {
        joined = Math.max(joined, other.joined);
        start = Math.min(start, other.start);
        records += other.records;
        if (peak(other.peakScore, other.peakTimestamp)) {
            repair = other.repair;
        }
        active += other.active;
        fields.addAll(other.fields);
        list(other.members, other.entity, other.memberCount);
    }

    private void list(List<String> others, String first, int count) {
        List<String> all = new ArrayList<>(members);
        if (all.isEmpty()) {
            list(entity, all);
        }
        if (others.isEmpty()) {
            list(first, all);
        }
        others.forEach(name -> list(name, all));
        members = List.copyOf(all);
        memberCount += count;
    }

    private static void list(String name, List<String> all) {
        if (name == null || all.size() == MOST_LISTED || all.contains(name)) {
            return;
        }
        int chars = name.length() + all.stream().mapToInt(String::length).sum();
        if (chars <= MOST_LISTED_CHARS) {
            all.add(name);
        }
    }

    boolean isShared() {
        return memberCount > 1;
    }

    /** Who it is about, as far as they are listed. */
    List<String> entities() {
        return members.isEmpty() && entity != null ? List.of(entity) : members;
    }

    Alert message(AlertState state, Observed o) {
        return new Alert(
                id,
                state,
                entity,
                o.topic(),
                o.partition(),
                o.offset(),
                o.timestamp(),
                o.modelVersion(),
                o.score(),
                o.pValue(),
                o.fields(),
                start,
                peakScore,
                peakTimestamp,
                records,
                repair,
                members,
                memberCount);
    }

    /** That it is over, about the record that the last message was about: none of its own says so. */
    Alert resolved() {
        return new Alert(
                id,
                AlertState.RESOLVED,
                entity,
                told.getTopic(),
                told.getPartition(),
                told.getOffset(),
                told.getTimestamp(),
                told.getModelVersion(),
                told.getScore(),
                told.getPValue(),
                told.getFields(),
                start,
                peakScore,
                peakTimestamp,
                records,
                repair,
                members,
                memberCount);
    }

    /** Remembers what was told last. */
    void told(Alert alert) {
        told = alert;
        for (FieldContribution field : alert.getFields()) {
            fields.add(field.getField());
        }
    }
}
