package dev.sluice.bench.compression;

import dev.sluice.bench.report.BenchRun;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Series with their models, which the parts of a run share: training takes longer than packing. */
final class TrainedSets {

    private final Map<String, TrainedSet> trained = new HashMap<>();

    /** @throws dev.sluice.bench.report.DataAbsentException where it is not in the data folder */
    TrainedSet get(BenchRun run, String name) throws IOException {
        TrainedSet set = trained.get(name);
        if (set == null) {
            RowSet rows = RowSets.load(run, name);
            run.step("a model of " + name);
            set = TrainedSet.of(rows);
            trained.put(name, set);
        }
        return set;
    }
}
