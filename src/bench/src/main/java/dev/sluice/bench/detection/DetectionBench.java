package dev.sluice.bench.detection;

import dev.sluice.bench.report.Bench;
import dev.sluice.bench.report.BenchPart;
import java.util.List;

/** How well anomalies are found, how true the alert budget is, whether the broken field is named, and what it costs. */
public final class DetectionBench implements Bench {

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String description() {
        return "detection quality, calibration and its cost, on public data";
    }

    @Override
    public List<BenchPart> parts() {
        return List.of(
                new CalibrationPart(),
                new RankingPart("adbench", "adbench-dev", AdbenchData.CLEAN, 0.955, 0.87),
                new RankingPart("smd", "smd", SmdData.MACHINES, 0.925, 0.75),
                new SkabPart(),
                new FieldNamingPart(),
                new CostPart(),
                new RankingPart(
                        "contaminated-5", "adbench-dev, 5 % contaminated", new AdbenchData(0.05), 0.90, Double.NaN),
                new RankingPart(
                        "contaminated-20", "adbench-dev, 20 % contaminated", new AdbenchData(0.20), 0.84, Double.NaN),
                new ImagePart(),
                new AlertRatePart());
    }
}
