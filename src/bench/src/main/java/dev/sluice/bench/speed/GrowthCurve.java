package dev.sluice.bench.speed;

import dev.sluice.cli.terminal.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What some work costs at several sizes of it. */
final class GrowthCurve {

    private final String work;
    private final String unit;
    private final List<double[]> points = new ArrayList<>(); // of work and cost

    /**
     * @param work what grows, in the plural
     * @param unit of the cost
     */
    GrowthCurve(String work, String unit) {
        this.work = work;
        this.unit = unit;
    }

    void add(double size, double cost) {
        points.add(new double[] {size, cost});
    }

    String work() {
        return work;
    }

    String unit() {
        return unit;
    }

    /** {@code double[points]}. */
    double[] sizes() {
        return points.stream().mapToDouble(p -> p[0]).toArray();
    }

    /** {@code double[points]}. */
    double[] costs() {
        return points.stream().mapToDouble(p -> p[1]).toArray();
    }

    double exponent() {
        return Slope.of(sizes(), costs());
    }

    /** {@code us at 8, 32 features: 1.5, 3.2}. */
    String told() {
        return unit + " at " + joined(sizes()) + " " + work + ": " + joined(costs());
    }

    private static String joined(double[] values) {
        return Arrays.stream(values).mapToObj(Figures::brief).collect(Collectors.joining(", "));
    }
}
