package dev.sluice.bench.compression;

import dev.sluice.bench.report.Bench;
import dev.sluice.bench.report.BenchPart;
import java.util.List;

/** How small records get within a bound, against other ways to pack them, and whether the bound holds. */
public final class CompressionBench implements Bench {

    @Override
    public String name() {
        return "compression";
    }

    @Override
    public String description() {
        return "bytes of packed records against peers, the bound, speed";
    }

    @Override
    public List<BenchPart> parts() {
        TrainedSets sets = new TrainedSets();
        return List.of(
                new PayloadPart(sets),
                new DiskPart(sets),
                new ForeignPart(sets),
                new BoundPart(sets),
                new IdentityPart(sets),
                new PackingSpeedPart(sets));
    }
}
