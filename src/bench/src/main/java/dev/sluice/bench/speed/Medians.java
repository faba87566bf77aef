package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
import dev.sluice.cli.terminal.Figures;
import java.util.ArrayList;
import java.util.List;

/** A figure that is measured again in each round, and what it comes to in the end. */
final class Medians {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double median() {
        return summary().median();
    }

    /** The middle and the spread, as in a note: {@code 12.5 (11 to 13)}. */
    String told() {
        return Figures.brief(median()) + " (" + summary().range() + ")";
    }

    Summary summary() {
        return new Summary(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
