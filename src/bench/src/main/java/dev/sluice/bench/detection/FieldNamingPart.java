package dev.sluice.bench.detection;

import dev.sluice.bench.backtest.Backtest;
import dev.sluice.bench.backtest.ScoreFile;
import dev.sluice.bench.data.ColumnSpread;
import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Whether the field that broke is the one named first: one field of held-out normal rows is moved. */
public final class FieldNamingPart implements BenchPart {

    private static final int EVERY = 25;

    /** Moved rows of a set, about: a small set is gone through several times. */
    private static final int ENOUGH = 400;

    private static final List<String> TABLES = List.of("cardio", "satellite");
    private static final double[] DEVIATIONS = {3, 6};

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atLeast(0.88, "broken field named first, moved by 3 sd", "share"),
            BenchTarget.atLeast(0.99, "broken field named first, moved by 6 sd", "share"));

    @Override
    public String name() {
        return "fields";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<SetMeans> means = List.of(new SetMeans(), new SetMeans());
        List<String> machines = SmdData.MACHINES.sets().subList(0, run.quick() ? 1 : 4);
        for (String machine : machines) {
            add(run, machine, SmdData.MACHINES.heldOut(run, machine), means);
        }
        List<String> tables = TABLES.subList(0, run.quick() ? 1 : 2);
        for (String table : tables) {
            Split split = AdbenchData.CLEAN.load(run, table, run.firstSeed());
            Frame normal = split.test().where(Split.LABEL, "0").without(Split.LABEL);
            add(run, table, new Split(split.train(), normal), means);
        }
        List<BenchRow> rows = new ArrayList<>();
        for (int i = 0; i < TARGETS.size(); i++) {
            rows.add(
                    run.quick()
                            ? TARGETS.get(i)
                                    .measuredInPart(
                                            means.get(i).mean(),
                                            "quick: 2 sets of 6; "
                                                    + means.get(i).note())
                            : TARGETS.get(i)
                                    .measured(means.get(i).mean(), means.get(i).note()));
        }
        return rows;
    }

    /** One fit for both distances: the moved rows follow one another in one test table. */
    private static void add(BenchRun run, String set, Split split, List<SetMeans> means) throws IOException {
        run.step("broken field: " + set);
        ColumnSpread spread = ColumnSpread.of(split.train().numbers());
        Random random = new Random(run.firstSeed());
        int passes = Math.min(EVERY, 1 + ENOUGH * EVERY / split.test().size());
        Frame test = new Frame(split.test().columns(), List.of());
        List<FieldShift> shifts = new ArrayList<>();
        for (double deviations : DEVIATIONS) {
            for (int pass = 0; pass < passes; pass++) {
                FieldShift shift =
                        FieldShift.of(split.test(), spread, deviations, EVERY, pass * EVERY / passes, random);
                shifts.add(shift);
                test = test.then(shift.frame());
            }
        }
        ScoreFile scores = Backtest.in(run.work())
                .seed(run.firstSeed())
                .run(split.train(), test)
                .scores();
        for (int d = 0; d < DEVIATIONS.length; d++) {
            long hits = 0;
            long all = 0;
            for (int pass = d * passes; pass < (d + 1) * passes; pass++) {
                int from = pass * split.test().size();
                for (FieldShift.Moved moved : shifts.get(pass).moved()) {
                    hits += scores.topFields().get(from + moved.row()).equals(moved.field()) ? 1 : 0;
                    all++;
                }
            }
            means.get(d).add(set, (double) hits / all);
        }
    }
}
