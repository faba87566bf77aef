package dev.sluice.bench.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run of a bench: what its parts are told.
 *
 * @param quick whether to take fewer seeds and sets, so that the whole takes at most five minutes on two cores
 * @param data folder with public data sets, or null
 * @param work folder for files that nobody needs afterwards
 * @param pictures folder for pictures that go with the report, or null
 * @param steps told what begins
 */
public record BenchRun(boolean quick, Path data, Path work, Path pictures, Consumer<String> steps) {

    private static final List<Long> SEEDS = List.of(42L, 1L, 2L);

    /** One that leaves no pictures behind. */
    public BenchRun(boolean quick, Path data, Path work, Consumer<String> steps) {
        this(quick, data, work, null, steps);
    }

    /** Seeds of repeated fits; the first one where a fit is not repeated. */
    public List<Long> seeds() {
        return quick ? SEEDS.subList(0, 1) : SEEDS;
    }

    public long firstSeed() {
        return SEEDS.get(0);
    }

    /** Tells what begins. */
    public void step(String what) {
        steps.accept(what);
    }

    /**
     * A file or folder of the data folder.
     *
     * @throws DataAbsentException where it is not there
     */
    public Path data(String path) {
        if (data == null || !Files.exists(data.resolve(path))) {
            throw new DataAbsentException(path);
        }
        return data.resolve(path);
    }
}
