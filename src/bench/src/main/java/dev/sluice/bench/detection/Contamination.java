package dev.sluice.bench.detection;

import dev.sluice.bench.data.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A history with anomalies in it that nobody labelled: taken from the test rows in their order, at most half of them,
 * repeated where these are too few, put in at random positions. What was taken is not judged.
 *
 * @param split with the contaminated history
 * @param inserted rows put into the history
 * @param moved distinct rows taken from the test rows
 */
record Contamination(Split split, int inserted, int moved) {

    /**
     * @param share of the history that will be anomalies, above 0 and below 1
     * @param seed of the positions
     */
    static Contamination of(Split clean, double share, long seed) {
        boolean[] anomaly = clean.test().flags(Split.LABEL);
        int[] anomalies =
                IntStream.range(0, anomaly.length).filter(i -> anomaly[i]).toArray();
        int normal = clean.train().size();
        int inserted = (int) Math.round(normal * share / (1 - share));
        int moved = Math.min(inserted, anomalies.length / 2);
        if (moved == 0) {
            throw new IllegalArgumentException("no anomalies to contaminate with: " + anomalies.length);
        }
        List<List<String>> foreign = clean.test()
                .where(row -> Arrays.binarySearch(anomalies, 0, moved, row) >= 0)
                .without(Split.LABEL)
                .rows();

        List<Boolean> places = new ArrayList<>(Collections.nCopies(inserted, true));
        places.addAll(Collections.nCopies(normal, false));
        Collections.shuffle(places, new Random(seed));
        List<List<String>> history = new ArrayList<>(places.size());
        int nextForeign = 0;
        int nextNormal = 0;
        for (boolean isForeign : places) {
            history.add(
                    isForeign
                            ? foreign.get(nextForeign++ % moved)
                            : clean.train().rows().get(nextNormal++));
        }
        Split split = new Split(
                new Frame(clean.train().columns(), history),
                clean.test().where(row -> Arrays.binarySearch(anomalies, 0, moved, row) < 0));
        return new Contamination(split, inserted, moved);
    }
}
