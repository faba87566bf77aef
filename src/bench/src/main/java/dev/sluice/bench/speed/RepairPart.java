package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.Repair;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.ScoreKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** What it takes to find the fields whose repair makes a record normal: with one, two, three and five broken ones. */
public final class RepairPart implements BenchPart {

    private static final int FIELDS = 50;
    private static final int DEVICES = 20;
    private static final int BEFORE = 20;
    private static final double MOVED = 40;
    private static final int[] BROKEN = {1, 2, 3, 5};

    private static final BenchTarget TIME = BenchTarget.atMost(1, "fields to repair, 50 fields", "ms");
    private static final BenchTarget RIGHT =
            BenchTarget.informative("fields to repair are those that broke, up to three", "share", Direction.AT_LEAST);

    @Override
    public String name() {
        return "repair";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(TIME, RIGHT);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        ModelShelf.Telemetry telemetry = new ModelShelf.Telemetry(FIELDS, DEVICES);
        CompiledModel model = new ModelShelf(run)
                .get(telemetry, ScoreKind.COMBINED, 1, name())
                .model();
        run.step("fields to repair");
        Sensors sensors = telemetry.sensors(run.firstSeed() + 7);
        Repair repair = new Repair(model);
        Random random = new Random(run.firstSeed());
        int cases = run.quick() ? 200 : 1_000;
        double[] millis = new double[cases];
        int right = 0;
        int counted = 0;
        for (int warm = 1; warm >= 0; warm--) {
            for (int i = 0; i < cases; i++) {
                int broken = BROKEN[i % BROKEN.length];
                List<Integer> fields =
                        random.ints(0, FIELDS).distinct().limit(broken).boxed().toList();
                ScoredRecord scored = model.newScoredRecord();
                EntityMemory memory = model.newMemory();
                anomalous(sensors, model, memory, scored, fields);
                long start = System.nanoTime();
                List<String> named = repair.of(scored, memory);
                millis[i] = (System.nanoTime() - start) / 1e6;
                if (warm == 0 && broken <= 3) {
                    counted++;
                    right += named.size() == broken && fields.stream().allMatch(f -> named.contains("s" + f)) ? 1 : 0;
                }
            }
        }
        Summary summary = new Summary(millis);
        // Every set is tried in vain.
        Summary longest = new Summary(IntStream.range(0, cases)
                .filter(i -> i % BROKEN.length == BROKEN.length - 1)
                .mapToDouble(i -> millis[i])
                .toArray());
        return List.of(
                TIME.measured(
                        longest.median(),
                        String.format(
                                Locale.ROOT,
                                "median with five broken fields, the longest search; of all %,d records %.2f, 95 %% within"
                                        + " %.2f; %s; a loaded machine takes longer",
                                cases,
                                summary.median(),
                                summary.quantile(0.95),
                                model.statistic().getClass().getSimpleName())),
                RIGHT.measured((double) right / counted, counted + " records with 1, 2 or 3 broken fields"));
    }

    /** Ordinary records of a device, then some with the same fields moved. */
    private static void anomalous(
            Sensors sensors, CompiledModel model, EntityMemory memory, ScoredRecord scored, List<Integer> fields) {
        for (int i = 0; i < 2 * BEFORE; i++) {
            Sensors.Reading reading = sensors.next();
            for (int skipped = 1; skipped < DEVICES; skipped++) {
                sensors.next();
            }
            Observation observation = reading.observation().copy();
            for (int f : fields) {
                observation.values[f] += i < BEFORE ? 0 : MOVED;
            }
            model.score(observation, memory, scored);
        }
    }
}
