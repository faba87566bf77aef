package dev.sluice.bench.speed;

import dev.sluice.bench.report.Bench;
import dev.sluice.bench.report.BenchPart;
import java.util.List;

/** What scoring and training cost, beside what a user would take instead and beside a topology that only copies bytes. */
public final class SpeedBench implements Bench {

    @Override
    public String name() {
        return "speed";
    }

    @Override
    public String description() {
        return "networks, detector, topology, latency, allocation, growth, memory, start and training, beside peers";
    }

    @Override
    public List<BenchPart> parts() {
        return List.of(
                new NetworksPart(),
                new KernelPart(),
                new DetectorPart(),
                new TopologyPart(),
                new LatencyPart(),
                new AllocationPart(),
                new StartupPart(),
                new MemoryPart(),
                new TrainingPart(),
                new GrowthPart());
    }
}
