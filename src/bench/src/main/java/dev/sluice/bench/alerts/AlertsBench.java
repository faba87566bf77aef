package dev.sluice.bench.alerts;

import dev.sluice.bench.detection.FieldNamingPart;
import dev.sluice.bench.report.Bench;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.speed.RepairPart;
import java.util.List;

/** Whether alerts are worth a page: how seldom they are false, how soon they are there, and whether they name what broke. */
public final class AlertsBench implements Bench {

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public String description() {
        return "false openings, delay, budget across retrains, the broken field";
    }

    @Override
    public List<BenchPart> parts() {
        return List.of(
                new OpeningsPart(), new RetrainsPart(), new DelayPart(), new RepairPart(), new FieldNamingPart());
    }
}
