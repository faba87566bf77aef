package dev.sluice.bench.detection;

import dev.sluice.bench.data.Summary;
import dev.sluice.cli.terminal.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One figure over sets and seeds: every set weighs the same. */
final class SetMeans {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** Adds a seed's value; all sets have as many, in the same order of seeds. */
    void add(String set, double value) {
        values.computeIfAbsent(set, s -> new ArrayList<>()).add(value);
    }

    double mean() {
        return summary(0, seeds()).mean();
    }

    /** Spread of the mean over seeds, and each set's value. */
    String note() {
        String sets = values.keySet().stream()
                .map(set -> set + " " + figure(setMean(set)))
                .collect(Collectors.joining(", "));
        if (seeds() == 1) {
            return "one seed; " + sets;
        }
        double[] means = IntStream.range(0, seeds())
                .mapToDouble(seed -> summary(seed, seed + 1).mean())
                .toArray();
        return seeds() + " seeds: " + new Summary(means).range() + "; " + sets;
    }

    private Summary summary(int fromSeed, int toSeed) {
        return new Summary(values.values().stream()
                .flatMapToDouble(v -> v.subList(fromSeed, toSeed).stream().mapToDouble(Double::doubleValue))
                .toArray());
    }

    private double setMean(String set) {
        return values.get(set).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    private int seeds() {
        return values.values().iterator().next().size();
    }

    private static String figure(double value) {
        return Figures.brief(Math.round(value * 1e3) / 1e3);
    }
}
