package dev.sluice.bench.report;

import java.io.IOException;
import java.util.List;

/** Some rows of a bench that are measured together: they share data or fits, and succeed or fail as one. */
public interface BenchPart {

    /** The word after {@code --only}. */
    String name();

    /** What is measured, so that rows can be told as not measured too. */
    List<BenchTarget> targets(BenchRun run);

    /**
     * Measures.
     *
     * @return a row for each of the targets
     * @throws DataAbsentException where what it needs is not in the data folder
     */
    List<BenchRow> measure(BenchRun run) throws IOException;
}
