package dev.sluice.trainer.history;

import dev.sluice.contract.Exclusion;
import dev.sluice.contract.Provenance;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.trainer.training.Standing;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What was read of the input topic: the features, a sample of the rows, and the window they are from. */
public final class History {
    /** Kind of exclusion: left out altogether. */
    public static final String INCIDENT = "incident";

    /** Kind of exclusion: not fitted on, but calibrated with. */
    public static final String UNUSUAL = "unusual";

    /** No exclusion, but the opposite: unusual rows that were decided to be the new normal. */
    public static final String ADOPTED = "adopted";

    /** Kind of exclusion: left out altogether, because an operator says that it was an incident. */
    public static final String CONFIRMED = "confirmed";

    /** No exclusion, but the opposite: rows that an operator says are normal, however unusual they look. */
    public static final String FALSE_ALARM = "false-alarm";

    private final List<FeatureSpec> features;
    private final List<Row> rows; // in the order of time
    private final TrainingWindow window;
    private List<Integer> byOffset; // indexes of the rows; null until it is needed

    History(List<FeatureSpec> features, List<Row> rows, TrainingWindow window) {
        this.features = List.copyOf(features);
        this.rows = List.copyOf(rows);
        this.window = window;
    }

    /** Rows that no topic was read for, such as those of a file: their offsets are their indexes. */
    public static History of(List<FeatureSpec> features, TrainingRows rows) {
        List<Row> all = IntStream.range(0, rows.size())
                .mapToObj(i -> new Row(0, i, rows.observations()[i], rows.runs()[i], rows.standings()[i]))
                .toList();
        long entities = Arrays.stream(rows.entities()).distinct().count();
        return new History(features, all, TrainingWindow.of(rows, entities));
    }

    public List<FeatureSpec> features() {
        return features;
    }

    public TrainingWindow window() {
        return window;
    }

    /** How many rows were sampled. */
    public int size() {
        return rows.size();
    }

    /** The sampled rows, oldest first. */
    public TrainingRows rows() {
        return new TrainingRows(
                rows.stream().map(Row::observation).toArray(Observation[]::new),
                rows.stream().mapToLong(Row::timestamp).toArray(),
                rows.stream().mapToLong(Row::entity).toArray(),
                rows.stream().mapToLong(Row::run).toArray(),
                rows.stream().map(Row::standing).toArray(Standing[]::new));
    }

    /** Which rows a model was not made from: later ones than it was, or such as were kept for its judge. */
    public BitSet unseenBy(Provenance model) {
        Map<Integer, Long> ends = new HashMap<>();
        model.getRanges().forEach(r -> ends.put(r.getPartition(), r.getToOffset()));
        BitSet unseen = new BitSet(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            boolean held = model.getJudgedFrom() != null && row.timestamp() >= model.getJudgedFrom();
            boolean later = ends.isEmpty()
                    ? row.timestamp() > model.getWindowTo()
                    : row.offset() >= ends.getOrDefault(row.partition(), 0L);
            unseen.set(i, held || later);
        }
        return unseen;
    }

    /** Which rows a model was made from. */
    BitSet madeInto(Provenance model) {
        Places leftOut = places(model.getExclusions(), Set.of(INCIDENT, CONFIRMED));
        BitSet made = new BitSet(rows.size());
        made.set(0, rows.size());
        made.andNot(unseenBy(model));
        made.stream().filter(i -> leftOut.contain(rows.get(i))).forEach(made::clear);
        return made;
    }

    /**
     * The rows of some entities in a span of time.
     *
     * @param topic none are where another was read
     * @param entities hashes
     * @param from milliseconds since the epoch, inclusive
     * @param to inclusive
     */
    BitSet rowsOf(String topic, int partition, Set<Long> entities, long from, long to) {
        BitSet found = new BitSet();
        boolean read = window.ranges().stream()
                .anyMatch(r -> r.getPartition() == partition && r.getTopic().equals(topic));
        if (!read || window.to() < from || window.from() > to) {
            return found;
        }
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            found.set(
                    i,
                    row.partition() == partition
                            && row.timestamp() >= from
                            && row.timestamp() <= to
                            && entities.contains(row.entity()));
        }
        return found;
    }

    /** The places of some rows, as {@link #excluding} takes them; neighbours in the sample make one. */
    List<Exclusion> exclusions(BitSet which, String kind) {
        return exclusions(which, kind, "");
    }

    /** @param alert id of the one that an operator has said so of; empty where nobody has */
    List<Exclusion> exclusions(BitSet which, String kind, String alert) {
        if (which.isEmpty()) {
            return List.of();
        }
        if (byOffset == null) {
            byOffset = IntStream.range(0, rows.size())
                    .boxed()
                    .sorted(Comparator.comparing(rows::get, Row.BY_OFFSET))
                    .toList();
        }
        List<Exclusion> exclusions = new ArrayList<>();
        Row first = null;
        Row last = null;
        for (int i : byOffset) {
            Row row = rows.get(i);
            boolean goesOn = which.get(i) && first != null && first.partition() == row.partition();
            if (!goesOn && first != null) {
                exclusions.add(exclusion(first, last, kind, alert));
                first = null;
            }
            if (which.get(i)) {
                first = first == null ? row : first;
                last = row;
            }
        }
        if (first != null) {
            exclusions.add(exclusion(first, last, kind, alert));
        }
        return exclusions;
    }

    private Exclusion exclusion(Row first, Row last, String kind, String alert) {
        String topic = window.ranges().isEmpty() ? "" : window.ranges().get(0).getTopic();
        return new Exclusion(topic, first.partition(), first.offset(), last.offset() + 1, kind, alert);
    }

    /**
     * The same history with some rows treated as the kind of their exclusion says: those of an incident, found or
     * confirmed, are left out, and a run is divided where they were; the others stay, with another standing.
     */
    public History excluding(List<Exclusion> exclusions) {
        List<Row> kept = new ArrayList<>();
        Map<Long, Integer> gaps = new HashMap<>();
        Places excluded = places(exclusions, Set.of(INCIDENT, CONFIRMED));
        Map<Standing, Places> others = Map.of(
                Standing.CLEARED, places(exclusions, Set.of(FALSE_ALARM)),
                Standing.UNUSUAL, places(exclusions, Set.of(UNUSUAL)),
                Standing.ADOPTED, places(exclusions, Set.of(ADOPTED)));
        for (Row row : rows) {
            if (excluded.contain(row)) {
                // Rows left out next to each other make gaps that no row is in: harmless.
                gaps.merge(row.run(), 1, Integer::sum);
            } else {
                int gap = gaps.getOrDefault(row.run(), 0);
                Row in = gap == 0 ? row : row.inRun(Keyed.hash(row.run(), 0, gap));
                kept.add(in.as(standing(row, others)));
            }
        }
        List<Exclusion> all = new ArrayList<>(window.exclusions());
        all.addAll(exclusions);
        long count = window.rowsExcluded() + rows.size() - kept.size();
        return new History(features, kept, window.with(all, count, window.judgedFrom()));
    }

    /** Of more than one the first; as it is where there is none. */
    private static Standing standing(Row row, Map<Standing, Places> places) {
        for (Standing standing : List.of(Standing.CLEARED, Standing.UNUSUAL, Standing.ADOPTED)) {
            if (places.get(standing).contain(row)) {
                return standing;
            }
        }
        return row.standing();
    }

    private static Places places(List<Exclusion> exclusions, Set<String> kinds) {
        return new Places(
                exclusions.stream().filter(e -> kinds.contains(e.getKind())).toList());
    }

    /** The rows before a point in time; those from then on are for the judge. */
    public History before(long judgedFrom) {
        List<Row> earlier =
                rows.stream().filter(r -> r.timestamp() < judgedFrom).toList();
        return new History(features, earlier, window.with(window.exclusions(), window.rowsExcluded(), judgedFrom));
    }
}
