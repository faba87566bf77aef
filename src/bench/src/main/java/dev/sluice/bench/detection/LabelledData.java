package dev.sluice.bench.detection;

import dev.sluice.bench.report.BenchRun;
import java.io.IOException;
import java.util.List;

/** A collection of labelled sets, each with its split. */
interface LabelledData {

    /** Names of all sets. */
    List<String> sets();

    /** Names of the sets that a quick run takes. */
    List<String> quickSets();

    /**
     * Reads a set.
     *
     * @param seed of whatever is random in the split
     */
    Split load(BenchRun run, String set, long seed) throws IOException;
}
