package dev.sluice.alert;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Follows the incidents of one partition. What it comes to depends on the records and the silences alone, never on a clock,
 * a commit or a restart. A record that is as usual, of an entity that is, costs one look-up. Not thread-safe.
 *
 * <p>An entity that sends nothing more is waited for in the time of the desk: the largest timestamp of the partition's
 * records, which a single record moves by at most {@link #STEP}, so that one clock that runs ahead ends no incidents. It
 * runs only while there is something to follow, and begins anew afterwards.
 *
 * <p>Entities that open within {@link #TOGETHER} of each other share an incident, once there are {@value #FEW} of them. Only
 * the partition's own: those of other partitions are scored elsewhere.
 */
public final class AlertDesk {

    /** Entities that open within this time of the last one belong together. */
    public static final Duration TOGETHER = Duration.ofSeconds(30);
    /** As many make a shared incident. */
    public static final int FEW = 3;
    /** An entity in an incident that is silent for so long, and 20 times as long as between its records, is let go. */
    public static final Duration SILENT = Duration.ofMinutes(10);
    /** How far a single record moves the time of the desk. */
    public static final Duration STEP = SILENT.dividedBy(4);
    /** Messages of an incident that grows are at least this far apart. */
    public static final Duration APART = Duration.ofSeconds(10);

    /** A peak this many times the one that was told last is news. */
    private static final double GROWN = 1.5;

    private static final int INTERVALS = 20;
    /** Entities that are followed; beyond, those are let go that were heard of least lately. */
    private static final int MOST_TRACKS = 100_000;

    private static final int LET_GO = MOST_TRACKS / 10;
    private static final long NEVER = Long.MAX_VALUE;

    private final Supplier<Silences> silences;
    private final long patience; // ms
    private final Ledger<Name, Track> tracks = new Ledger<>();
    private final Ledger<String, Incident> incidents = new Ledger<>();
    private final Name probe = new Name(null);
    private OpeningRule rule;
    private long now; // time of the desk; means nothing while there are no tracks
    private long pendingNow;
    private long nextLeave = NEVER; // no entity is let go before
    private long pendingLeave = NEVER;

    /**
     * @param silences asked whenever there is something to tell
     * @param patience how long an entity with evidence, but without an incident, is remembered
     */
    public AlertDesk(Supplier<Silences> silences, Duration patience) {
        this.silences = silences;
        this.patience = patience.toMillis();
    }

    /** From the next record on; open incidents go on. */
    public void use(OpeningRule next) {
        rule = next;
    }

    /** How many incidents are open. */
    public int open() {
        return incidents.size();
    }

    /**
     * The next record of the partition. What it changes is dropped again unless {@link #keep()} follows.
     *
     * @param entity its bytes; null where it has none. Not changed afterwards
     */
    public Dispatch observe(byte[] entity, Observed o) {
        drop();
        boolean ordinary = !rule.isEvidence(o.logP());
        if (tracks.size() == 0) {
            if (ordinary) {
                return Dispatch.NOTHING;
            }
            pendingNow = o.timestamp();
            pendingLeave = NEVER;
        } else {
            pendingNow = moved(o.timestamp());
            if (ordinary && pendingNow < nextLeave && tracks.get(probe.fill(entity)) == null) {
                return Dispatch.NOTHING;
            }
        }
        Dispatch out = new Dispatch();
        letGo(out);
        Name name = new Name(entity);
        Track known = tracks.get(name);
        if (known != null || !ordinary) {
            follow(name, known == null ? Track.begin(pendingNow) : known, o, out);
        }
        return out;
    }

    private long moved(long timestamp) {
        if (timestamp <= now) {
            return now;
        }
        long ahead = timestamp - now;
        return ahead < 0 || ahead > STEP.toMillis() ? now + STEP.toMillis() : timestamp;
    }

    /** What the last record changed stays. */
    public void keep() {
        tracks.keep();
        incidents.keep();
        now = pendingNow;
        nextLeave = pendingLeave;
    }

    private void drop() {
        tracks.drop();
        incidents.drop();
        pendingNow = now;
        pendingLeave = nextLeave;
    }

    private void follow(Name name, Track before, Observed o, Dispatch out) {
        Track track = before.next(rule, o, pendingNow);
        if (track.incident() == null) {
            if (track.window().isEmpty()) {
                tracks.remove(name);
            } else if (rule.isEvidence(o.logP()) && track.window().count() >= rule.needed()) {
                open(name, track, o, out);
            } else {
                put(name, track);
            }
            return;
        }
        Incident incident = incidents.get(track.incident()).copy();
        if (track.quiet() >= rule.quietRecords()) {
            tracks.remove(name);
            incident.active--;
        } else {
            put(name, track);
            boolean grown = o.score() > incident.peakScore;
            incident.add(o);
            if (grown && isNews(incident)) {
                incident.repair = o.repair();
            }
        }
        if (incident.active == 0) {
            resolve(incident, incident.message(AlertState.RESOLVED, o), out);
        } else {
            tell(incident, o, out);
            incidents.put(incident.id, incident);
        }
    }

    private void put(Name name, Track track) {
        tracks.put(name, track);
        pendingLeave = Math.min(pendingLeave, leaves(track));
    }

    /** When an entity that sends nothing more is let go. */
    private long leaves(Track track) {
        long wait = track.incident() == null
                ? Math.max(patience, SILENT.toMillis())
                : Math.max(SILENT.toMillis(), INTERVALS * track.pace());
        long leaves = track.seen() + wait;
        return leaves < track.seen() ? NEVER : leaves;
    }

    private void open(Name name, Track track, Observed o, Dispatch out) {
        List<Incident> together = incidents.values().stream()
                .filter(i -> isNear(i.joined, o.timestamp()))
                .sorted(Comparator.comparingLong(i -> i.offset))
                .toList();
        Optional<Incident> shared = together.stream().filter(Incident::isShared).findFirst();
        if (shared.isEmpty() && together.size() < FEW - 1) {
            Incident opened = Incident.open(o, name.bytes(), track);
            put(name, track.in(opened.id));
            out.opened();
            begin(opened, o, out);
            incidents.put(opened.id, opened);
            return;
        }
        Incident into = shared.orElseGet(() -> together.get(0)).copy();
        for (Incident other : together) {
            if (!other.id.equals(into.id)) {
                into.absorb(other);
                move(other.id, into.id);
                resolve(other, other.resolved(), out);
            }
        }
        into.join(o, track);
        put(name, track.in(into.id));
        tell(into, o, out);
        incidents.put(into.id, into);
    }

    private static boolean isNear(long a, long b) {
        long apart = Math.max(a, b) - Math.min(a, b);
        return apart >= 0 && apart <= TOGETHER.toMillis();
    }

    private void move(String from, String to) {
        Map<Name, Track> moved = new HashMap<>();
        tracks.forEach((name, track) -> {
            if (from.equals(track.incident())) {
                moved.put(name, track.in(to));
            }
        });
        moved.forEach(tracks::put);
    }

    private void begin(Incident incident, Observed o, Dispatch out) {
        Alert alert = incident.message(AlertState.OPENED, o);
        boolean silent = silences.get().cover(incident.entities(), alert.getFields(), o.timestamp());
        if (silent) {
            out.silenced();
        } else {
            incident.published = true;
            out.add(incident.key, alert);
        }
        incident.told(alert);
    }

    /** Where there is something new; or where a silence has ended. */
    private void tell(Incident incident, Observed o, Dispatch out) {
        boolean news =
                isNews(incident) || incident.memberCount > incident.told.getMemberCount() || isNewField(incident, o);
        boolean due = incident.published ? news && isDue(incident, o) : o.score() >= 1;
        if (!due) {
            return;
        }
        AlertState state = incident.published ? AlertState.UPDATED : AlertState.OPENED;
        Alert alert = incident.message(state, o);
        if (silences.get().cover(incident.entities(), alert.getFields(), o.timestamp())) {
            return;
        }
        incident.published = true;
        incident.told(alert);
        out.add(incident.key, alert);
    }

    private static boolean isNews(Incident incident) {
        return incident.peakScore >= GROWN * incident.told.getPeakScore();
    }

    private static boolean isDue(Incident incident, Observed o) {
        // Where it becomes a shared one, whoever looks at one entity must know at once.
        boolean becomesShared = incident.isShared() && incident.told.getMemberCount() == 1;
        return becomesShared || o.timestamp() - incident.told.getTimestamp() >= APART.toMillis();
    }

    private static boolean isNewField(Incident incident, Observed o) {
        if (o.score() < 1) {
            return false;
        }
        List<FieldContribution> fields = o.fields();
        return !fields.isEmpty() && !incident.fields.contains(fields.get(0).getField());
    }

    private void resolve(Incident incident, Alert alert, Dispatch out) {
        incidents.remove(incident.id);
        out.resolved();
        if (incident.published) {
            out.add(incident.key, alert);
        }
    }

    /** Ends what has been silent for too long, and makes room where there are too many. */
    private void letGo(Dispatch out) {
        if (pendingNow < pendingLeave && tracks.size() < MOST_TRACKS) {
            return;
        }
        long crowded = tracks.size() < MOST_TRACKS ? Long.MIN_VALUE : eldest();
        Map<Name, Track> leaving = new TreeMap<>();
        pendingLeave = NEVER;
        tracks.forEach((name, track) -> {
            if (leaves(track) <= pendingNow || track.offset() <= crowded) {
                leaving.put(name, track);
            } else {
                pendingLeave = Math.min(pendingLeave, leaves(track));
            }
        });
        leaving.forEach((name, track) -> {
            tracks.remove(name);
            if (track.incident() != null) {
                leave(incidents.get(track.incident()).copy(), out);
            }
        });
    }

    /** The offset up to which entities are let go, so that there is room. */
    private long eldest() {
        long[] offsets = new long[tracks.size()];
        int[] at = {0};
        tracks.forEach((name, track) -> offsets[at[0]++] = track.offset());
        Arrays.sort(offsets);
        return offsets[LET_GO];
    }

    private void leave(Incident incident, Dispatch out) {
        incident.active--;
        if (incident.active == 0) {
            resolve(incident, incident.resolved(), out);
        } else {
            incidents.put(incident.id, incident);
        }
    }

    /** Gives what has changed since it was written last, as bytes; null where an entry is gone. */
    public void write(BiConsumer<byte[], byte[]> to) {
        drop();
        DeskEntries.write(tracks, incidents, now, to);
    }

    /** Puts back what was written, entry by entry, before the first record. */
    public void restore(byte[] key, byte[] value) {
        DeskEntries.Restored restored = DeskEntries.read(key, value);
        if (restored.track() != null) {
            tracks.restore(restored.name(), restored.track());
            nextLeave = Math.min(nextLeave, leaves(restored.track()));
            pendingLeave = nextLeave;
        } else if (restored.incident() != null) {
            incidents.restore(restored.incident().id, restored.incident());
        } else {
            now = restored.now();
            pendingNow = now;
        }
    }
}
