package dev.sluice.bench.detection;

import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import java.io.IOException;
import java.util.List;

/** Four machines of the Server Machine Dataset: all rows in order, one a minute, each judged for itself. */
record SmdData() implements LabelledData {

    static final SmdData MACHINES = new SmdData();

    /** Share of the history that {@link #heldOut} fits on. */
    private static final double FIT = 0.8;

    @Override
    public List<String> sets() {
        return List.of("machine-1-7", "machine-2-1", "machine-2-7", "machine-3-4");
    }

    @Override
    public List<String> quickSets() {
        return List.of("machine-1-7", "machine-3-4");
    }

    @Override
    public Split load(BenchRun run, String machine, long seed) throws IOException {
        return new Split(train(run, machine), Frame.read(run.data("smd/" + machine + "_test.csv.gz"), ','));
    }

    Frame train(BenchRun run, String machine) throws IOException {
        return Frame.read(run.data("smd/" + machine + "_train.csv.gz"), ',');
    }

    /** The first four fifths of a machine's history to fit on, the rest as rows that are normal too; no label. */
    Split heldOut(BenchRun run, String machine) throws IOException {
        Frame all = train(run, machine);
        int cut = (int) (FIT * all.size());
        return new Split(all.rows(0, cut), all.rows(cut, all.size()));
    }
}
