package dev.sluice.bench.detection;

import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The 34 experiments of the Skoltech Anomaly Benchmark: of each file, rows 0 to 399 are history, the rest is judged. */
final class SkabData {

    static final int TRAIN = 400;

    private static final List<String> FOLDERS = List.of("valve1", "valve2", "other");

    private SkabData() {}

    /** The files, in the order of folder and name. */
    static List<Path> files(BenchRun run) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> in = Files.list(run.data("skab/" + folder))) {
                files.addAll(
                        in.filter(f -> f.toString().endsWith(".csv")).sorted().toList());
            }
        }
        return files;
    }

    static Frame read(Path file) throws IOException {
        return Frame.read(file, ';');
    }

    /** Times, labels and change points are no features; what is judged keeps its label. */
    static Split split(Frame file) {
        Frame features = file.without("datetime", "changepoint");
        int label = features.indexOf("anomaly");
        List<String> columns = new ArrayList<>(features.columns());
        columns.set(label, Split.LABEL);
        Frame named = new Frame(columns, features.rows());
        return new Split(named.rows(0, TRAIN).without(Split.LABEL), named.rows(TRAIN, named.size()));
    }
}
