package dev.sluice.bench.lifecycle;

import dev.sluice.bench.data.DigitImages;
import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in the order of time, over which windows of history move.
 *
 * @param rows {@code Observation[n]}, with times and entities
 * @param labels {@code int[n]}: a class of each row, which a consumer of the latents wants to know; empty for none
 * @param classes how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
record RowSequence(String name, List<FeatureSpec> features, Observation[] rows, int[] labels, int classes) {

    private static final long MINUTE = 60_000;
    private static final int PLANT_LINES = 20;
    private static final int PLANT_SENSORS = 12;

    /** A plant's records; what is asked is whether the sensors of a line rise with its rhythm and with its load. */
    static RowSequence plant(long seed, int size) {
        Plant plant = new Plant(seed, PLANT_LINES, PLANT_SENSORS);
        Observation[] rows = new Observation[size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            Plant.Reading reading = plant.next();
            rows[i] = Observation.of(reading.values());
            rows[i].at(reading.minute() * MINUTE, EntityHash.of(reading.line().getBytes(StandardCharsets.UTF_8)));
            labels[i] = reading.state();
        }
        return new RowSequence("plant", numbers(PLANT_SENSORS), rows, labels, Plant.STATES);
    }

    /** Handwritten digits in the order of the file; what is asked is which digit it is. */
    static RowSequence digits(BenchRun run) throws IOException {
        DigitImages images = DigitImages.read(run.data("mnist-t10k/t10k-images-idx3-ubyte.gz"));
        int[] labels = DigitImages.labels(run.data("mnist-t10k/t10k-labels-idx1-ubyte.gz"));
        Observation[] rows = new Observation[images.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(images.pixels(i));
            rows[i].at(i * MINUTE, EntityHash.of(null));
        }
        return new RowSequence("digits", List.of(FeatureSpec.array("pixels", List.of(28, 28))), rows, labels, 10);
    }

    /** A server's metrics, a row a minute. */
    static RowSequence server(BenchRun run) throws IOException {
        double[][] values =
                Frame.read(run.data("smd/machine-1-7_train.csv.gz"), ',').numbers();
        Observation[] rows = new Observation[values.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(values[i]);
            rows[i].at(i * MINUTE, EntityHash.of(null));
        }
        return new RowSequence("server", numbers(values[0].length), rows, new int[0], 0);
    }

    private static List<FeatureSpec> numbers(int count) {
        List<FeatureSpec> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(new FeatureSpec("f" + i));
        }
        return features;
    }

    /** Copies of some rows: training fills in what is derived. */
    Observation[] copy(int from, int to) {
        Observation[] copies = new Observation[to - from];
        for (int i = from; i < to; i++) {
            copies[i - from] = rows[i].copy();
        }
        return copies;
    }
}
