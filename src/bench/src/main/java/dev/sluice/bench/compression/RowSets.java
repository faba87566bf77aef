package dev.sluice.bench.compression;

import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.cli.demo.DemoCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The series that are packed. Of each the first rows are for fitting, and later ones, which are normal too, are packed. */
final class RowSets {

    /** The pump test bench of the Skoltech Anomaly Benchmark in normal operation, a row a second. */
    static final String SKAB = "skab";
    /** The telemetry that ships with Sluice. */
    static final String SAMPLE = "sample";

    static final String WHITE = "generator, white";

    private static final String SLOW = "generator, slow";
    private static final String REGIME = "generator, regime change";
    private static final String SHIPPED = "machine-1-7_train.csv.gz";
    private static final double FIT = 0.8;
    private static final double SKAB_FIT = 0.7;

    private RowSets() {}

    static List<String> names(BenchRun run) {
        return run.quick()
                ? List.of(SKAB, SAMPLE, WHITE)
                : List.of(SKAB, "smd machine-2-1", "smd machine-2-7", "smd machine-3-4", SAMPLE, WHITE, SLOW, REGIME);
    }

    /** @throws dev.sluice.bench.report.DataAbsentException where it is not in the data folder */
    static RowSet load(BenchRun run, String name) throws IOException {
        return switch (name) {
            case SKAB ->
                RowSet.split(
                        name,
                        Frame.read(run.data("skab/anomaly-free/anomaly-free.csv"), ';')
                                .without("datetime")
                                .numbers(),
                        SKAB_FIT);
            case SAMPLE -> RowSet.split(name, shipped(run.work()).numbers(), FIT);
            case WHITE -> Generator.white(name, run.firstSeed());
            case SLOW -> Generator.slow(name, run.firstSeed());
            case REGIME -> Generator.regimeChange(name, run.firstSeed());
            default ->
                RowSet.split(
                        name,
                        Frame.read(run.data("smd/" + name.substring(4) + "_train.csv.gz"), ',')
                                .numbers(),
                        FIT);
        };
    }

    /** Read out of the jar, by way of the work folder. */
    private static Frame shipped(Path work) throws IOException {
        Path file = work.resolve(SHIPPED);
        try (InputStream in = DemoCommand.class.getResourceAsStream(SHIPPED)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return Frame.read(file, ',');
    }
}
