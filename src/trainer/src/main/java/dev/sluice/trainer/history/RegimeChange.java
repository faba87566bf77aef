package dev.sluice.trainer.history;

import dev.sluice.feature.Quantile;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of what is normal: for most entities, that of an incident which has not ended by the end of the history, and
 * whose rows resemble each other.
 *
 * @param from timestamp of the first changed row, milliseconds since the epoch
 * @param to timestamp of the history's last row
 * @param rows changed rows
 * @param entities entities that have changed
 * @param share of the entities heard of since that have
 * @param unsteadiness how many times the typical statistic of one third of the changed rows is that of another; 1 is steady
 */
public record RegimeChange(long from, long to, int rows, int entities, double share, double unsteadiness) {
    /** Name of the figure that says when a reported change began, milliseconds since the epoch. */
    public static final String FROM = "from";

    /** Name of the figure that says up to when it was seen, milliseconds since the epoch. */
    public static final String TO = "to";

    private static final double MOST = 0.5;
    /** Fewer rows are no regime yet. */
    private static final int FEWEST_ROWS = 50;
    /** What grows, or comes and goes, is a fault on its way; a new normal is there and stays. */
    private static final double STEADY = 2;
    /** Of the level that residuals have moved to, how much of it may move on. */
    private static final double MOVING = 0.5;

    private static final int THIRDS = 3;

    static Optional<RegimeChange> of(Incidents incidents, BitSet marked, Opinions opinions, long[] timestamps) {
        List<int[]> open = incidents.entities().stream()
                .filter(rows -> rows.length - beginning(rows, marked) >= Incidents.RUN)
                .toList();
        int[] rows = open.stream()
                .flatMapToInt(r -> Arrays.stream(r, beginning(r, marked), r.length))
                .filter(incidents::isUnusual)
                .sorted()
                .toArray();
        if (rows.length < FEWEST_ROWS) {
            return Optional.empty();
        }
        // Entities that were silent since the change say nothing about it.
        int typical = typicalBeginning(open, marked);
        long heard = incidents.entities().stream()
                .filter(r -> r.length >= Incidents.RUN && r[r.length - 1] >= typical)
                .count();
        if (open.size() < MOST * heard) {
            return Optional.empty();
        }
        double unsteadiness = unsteadiness(rows, opinions.statistics());
        if (!(unsteadiness <= STEADY) || movesOn(rows, opinions.residuals())) {
            return Optional.empty();
        }
        return Optional.of(new RegimeChange(
                timestamps[rows[0]],
                timestamps[timestamps.length - 1],
                rows.length,
                open.size(),
                (double) open.size() / Math.max(open.size(), heard),
                unsteadiness));
    }

    private static int typicalBeginning(List<int[]> open, BitSet marked) {
        int[] beginnings =
                open.stream().mapToInt(r -> r[beginning(r, marked)]).sorted().toArray();
        return beginnings[beginnings.length / 2];
    }

    /** Where, among an entity's rows, the incident begins that goes on at their end; behind the last where none does. */
    private static int beginning(int[] rows, BitSet marked) {
        // A last row or two that happen to look ordinary do not end an incident.
        int last = rows.length - 1;
        while (last >= 0 && rows.length - last <= Incidents.RUN / 2 && !marked.get(rows[last])) {
            last--;
        }
        int first = last;
        while (first >= 0 && marked.get(rows[first])) {
            first--;
        }
        return first == last ? rows.length : first + 1;
    }

    private static double unsteadiness(int[] rows, double[] statistics) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int t = 0; t < THIRDS; t++) {
            double[] sorted = Arrays.stream(part(rows, t, THIRDS))
                    .mapToDouble(i -> statistics[i])
                    .sorted()
                    .toArray();
            double median = Quantile.ofSorted(sorted, 0.5);
            smallest = Math.min(smallest, median);
            largest = Math.max(largest, median);
        }
        return largest / (smallest + 1e-12);
    }

    private static int[] part(int[] rows, int part, int parts) {
        return Arrays.copyOfRange(
                rows, (int) ((long) part * rows.length / parts), (int) ((long) (part + 1) * rows.length / parts));
    }

    private static boolean movesOn(int[] rows, float[][] residuals) {
        int columns = residuals[rows[0]].length;
        double[][] mean = new double[2][columns];
        double[] square = new double[columns];
        for (int half = 0; half < 2; half++) {
            int[] part = part(rows, half, 2);
            for (int i : part) {
                for (int j = 0; j < columns; j++) {
                    mean[half][j] += residuals[i][j] / (double) part.length;
                    square[j] += (double) residuals[i][j] * residuals[i][j] / rows.length;
                }
            }
        }
        double level = 0;
        double moved = 0;
        double noise = 0;
        for (int j = 0; j < columns; j++) {
            double middle = (mean[0][j] + mean[1][j]) / 2;
            double difference = mean[1][j] - mean[0][j];
            level += middle * middle;
            moved += difference * difference;
            noise += Math.max(0, square[j] - middle * middle) * 4 / rows.length;
        }
        // Neighbours in time resemble each other: as if one row in nine were one of its own.
        return Math.sqrt(moved) > MOVING * Math.sqrt(level) + 2 * Math.sqrt(Incidents.RUN * noise);
    }

    /** By name, for the record of the change. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(FROM, (double) from);
        figures.put(TO, (double) to);
        figures.put("rows", (double) rows);
        figures.put("entities", (double) entities);
        figures.put("share", share);
        figures.put("unsteadiness", unsteadiness);
        return figures;
    }

    /** Whether this is the change that was reported with these figures: there was no normal in between. */
    public boolean isThatOf(Map<String, Double> reported) {
        return from <= reported.getOrDefault(TO, Double.NEGATIVE_INFINITY);
    }
}
