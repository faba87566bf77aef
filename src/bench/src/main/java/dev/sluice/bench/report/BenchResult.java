package dev.sluice.bench.report;

import java.util.List;

/**
 * What a run of a bench came to.
 *
 * @param rows in the order of the parts
 * @param failures names of the parts that ended with an error
 * @param seconds wall time
 */
public record BenchResult(List<BenchRow> rows, List<String> failures, double seconds) {

    public BenchResult {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
    }
}
