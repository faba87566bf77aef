package dev.sluice.bench.drift;

import dev.sluice.bench.report.Bench;
import dev.sluice.bench.report.BenchPart;
import java.util.List;

/** How often normal traffic is taken for drift, and how much of a real change is seen. */
public final class DriftBench implements Bench {

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public String description() {
        return "drift told of normal series and of shifted ones, on public data";
    }

    @Override
    public List<BenchPart> parts() {
        return List.of(new FeatureDriftPart(), new ScoreDriftPart());
    }
}
