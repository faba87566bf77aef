package dev.sluice.bench.drift;

import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The normal rows of one machine of the Server Machine Dataset, one a minute.
 *
 * @param features all its columns
 * @param rows {@code Observation[rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
record Series(List<FeatureSpec> features, Observation[] rows) {
    static final List<String> MACHINES = List.of("machine-1-7", "machine-2-1", "machine-2-7", "machine-3-4");
    private static final long MINUTE = 60_000;

    static Series of(BenchRun run, String machine) throws IOException {
        Frame frame = Frame.read(run.data("smd/" + machine + "_train.csv.gz"), ',');
        double[][] numbers = frame.numbers();
        Observation[] rows = new Observation[numbers.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(numbers[i]);
            rows[i].at(i * MINUTE, 0);
        }
        return new Series(frame.columns().stream().map(FeatureSpec::new).toList(), rows);
    }

    Observation[] rows(int from, int to) {
        return Arrays.copyOfRange(rows, from, to);
    }
}
