package dev.sluice.bench.detection;

import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import java.io.IOException;
import java.util.List;

/**
 * Six classical tables of ADBench: fitted on the rows with {@code split=train}, judged on the rest.
 *
 * @param contamination share of anomalies in the history, 0 for a clean one
 */
record AdbenchData(double contamination) implements LabelledData {

    static final AdbenchData CLEAN = new AdbenchData(0);

    @Override
    public List<String> sets() {
        return List.of("cardio", "mnist", "pendigits", "satellite", "shuttle", "thyroid");
    }

    @Override
    public List<String> quickSets() {
        return contamination > 0 ? List.of("cardio", "pendigits", "thyroid") : sets();
    }

    @Override
    public Split load(BenchRun run, String set, long seed) throws IOException {
        Split clean = split(Frame.read(run.data("adbench-dev/" + set + ".csv"), ','));
        return contamination > 0 ? Contamination.of(clean, contamination, seed).split() : clean;
    }

    static Split split(Frame all) {
        int split = all.indexOf("split");
        return new Split(
                all.where("split", "train").without("split", Split.LABEL),
                all.where(row -> !all.rows().get(row).get(split).equals("train"))
                        .without("split"));
    }
}
