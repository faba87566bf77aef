package dev.sluice.bench.lifecycle;

import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Normal readings in three stretches: what the champion is made from, what has come since, and what models are tested on.
 * Faults are put into copies.
 *
 * @param deviation {@code double[sensors]}: of each sensor in the history
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
record Episode(
        String name,
        List<Plant.Reading> history,
        List<Plant.Reading> recent,
        List<Plant.Reading> test,
        double[] deviation) {

    private static final int LINES = 20;
    private static final int SENSORS = 10;

    /** Deviations that a fault moves its sensors by: plain to see, as an outage is. */
    private static final double OUTAGE = 4;

    /** Records of an entity that a fault lasts in the test. */
    private static final int LASTS = 15;

    /** A plant of twenty lines. */
    static Episode plant(long seed) {
        Plant plant = new Plant(seed, LINES, SENSORS);
        List<Plant.Reading> all = new ArrayList<>();
        for (int i = 0; i < 16_000; i++) {
            all.add(plant.next());
        }
        return of("plant", all, 8_000, 12_000);
    }

    /** One server: whatever happens to it happens to all there are. */
    static Episode server(BenchRun run) throws IOException {
        double[][] values =
                Frame.read(run.data("smd/machine-1-7_train.csv.gz"), ',').numbers();
        List<Plant.Reading> all = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            all.add(new Plant.Reading("server", i, values[i], 0));
        }
        return of("server", all, 12_000, 18_000);
    }

    private static Episode of(String name, List<Plant.Reading> all, int historyTo, int recentTo) {
        List<Plant.Reading> history = all.subList(0, historyTo);
        return new Episode(
                name, history, all.subList(historyTo, recentTo), all.subList(recentTo, all.size()), deviation(history));
    }

    private static double[] deviation(List<Plant.Reading> readings) {
        int sensors = readings.get(0).values().length;
        double[] deviation = new double[sensors];
        for (int s = 0; s < sensors; s++) {
            int sensor = s;
            double mean = readings.stream()
                    .mapToDouble(r -> r.values()[sensor])
                    .average()
                    .orElseThrow();
            double square = readings.stream()
                    .mapToDouble(r -> Math.pow(r.values()[sensor] - mean, 2))
                    .average()
                    .orElseThrow();
            deviation[s] = Math.max(1e-3, Math.sqrt(square));
        }
        return deviation;
    }

    int sensors() {
        return deviation.length;
    }

    /**
     * The recent readings with one outage: of some lines, until the end; or of the only line, in the middle.
     *
     * @param share of all readings that a retrain sees
     */
    List<Plant.Reading> recentWithOutage(double share) {
        int wanted = (int) Math.round(share * (history.size() + recent.size()));
        int lines = (int) recent.stream().map(Plant.Reading::line).distinct().count();
        if (lines == 1) {
            int from = (recent.size() - wanted) / 2;
            return outage(recent, i -> i >= from && i < from + wanted);
        }
        int affected = (int) Math.ceil((double) wanted * lines / recent.size());
        int from = recent.size() - wanted * lines / affected;
        return outage(recent, i -> i >= from && i % lines < affected);
    }

    /** The recent readings without those that {@link #recentWithOutage} puts the outage into. */
    List<Plant.Reading> recentWithoutOutage(double share) {
        List<Plant.Reading> with = recentWithOutage(share);
        return IntStream.range(0, recent.size())
                .filter(i -> Arrays.equals(with.get(i).values(), recent.get(i).values()))
                .mapToObj(recent::get)
                .toList();
    }

    /** Which of the test readings are at fault: stretches of each entity, a tenth of all. */
    boolean[] labels() {
        boolean[] labels = new boolean[test.size()];
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < labels.length; i++) {
            int nth = seen.merge(test.get(i).line(), 1, Integer::sum) - 1;
            labels[i] = nth % (10 * LASTS) >= 9 * LASTS;
        }
        return labels;
    }

    /** The test readings with the fault where the labels say so. */
    List<Plant.Reading> testWithFaults() {
        boolean[] labels = labels();
        return outage(test, i -> labels[i]);
    }

    /** Readings, some of which are of the outage. */
    List<Plant.Reading> outage(List<Plant.Reading> readings, IntPredicate which) {
        List<Plant.Reading> changed = new ArrayList<>(readings);
        for (int i = 0; i < readings.size(); i++) {
            if (which.test(i)) {
                Plant.Reading r = readings.get(i);
                double[] values = r.values().clone();
                for (int s = 0; s < 2; s++) {
                    values[s] += OUTAGE * deviation[s];
                }
                changed.set(i, r.with(values));
            }
        }
        return changed;
    }

    /** Readings of a plant that has changed for good: every sensor has another level and another gain. */
    List<Plant.Reading> changed(List<Plant.Reading> readings) {
        return readings.stream()
                .map(r -> {
                    double[] values = r.values().clone();
                    for (int s = 0; s < values.length; s++) {
                        values[s] = 1.3 * values[s] + (s % 2 == 0 ? 3 : -2) * deviation[s];
                    }
                    return r.with(values);
                })
                .toList();
    }

    /** {@code double[readings]}: a model's scores of readings that follow each other. */
    static double[] scores(CompiledModel model, List<Plant.Reading> readings) {
        int[] sensors = model.fields().stream()
                .mapToInt(field -> Integer.parseInt(field.substring(1)))
                .toArray();
        ScoredRecord scored = model.newScoredRecord();
        Map<String, EntityMemory> memories = new HashMap<>();
        double[] scores = new double[readings.size()];
        for (int i = 0; i < scores.length; i++) {
            Plant.Reading r = readings.get(i);
            Observation observed = observation(r, sensors);
            model.score(observed, memories.computeIfAbsent(r.line(), l -> model.newMemory()), scored);
            scores[i] = scored.score();
        }
        return scores;
    }

    /** With some sensors, in their order. */
    static Observation observation(Plant.Reading r, int[] sensors) {
        double[] values = new double[sensors.length];
        for (int f = 0; f < values.length; f++) {
            values[f] = r.values()[sensors[f]];
        }
        Observation observed = Observation.of(values);
        observed.at(r.minute() * 60_000, EntityHash.of(r.line().getBytes(StandardCharsets.UTF_8)));
        return observed;
    }
}
