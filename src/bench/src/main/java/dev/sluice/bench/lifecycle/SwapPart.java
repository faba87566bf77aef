package dev.sluice.bench.lifecycle;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.produce.Pacer;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Fence;
import dev.sluice.contract.Score;
import dev.sluice.topic.ModelCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a stream notices of a new model: under a steady load, the longest time from one scored record to the next in half
 * seconds with a swap, against as many without one, in turns.
 */
final class SwapPart implements BenchPart {

    private static final int LINES = 200;
    private static final int SENSORS = 8;
    private static final int HISTORY = 6_000;
    private static final int PER_SECOND = 1_000;
    private static final int ROUNDS = 20;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(5, "longest gap between records with a swap, less that without", "ms"),
            BenchTarget.informative("median of the half seconds' longest gaps, with a swap", "ms", Direction.AT_MOST),
            BenchTarget.informative("median of the half seconds' longest gaps, without", "ms", Direction.AT_MOST),
            BenchTarget.atMost(0, "records scored by a version that was not active", "records"));

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        long wrong = 0;
        long scores = 0;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                run.step("swaps under load, seed " + seed);
                GapMeter gaps = new GapMeter();
                try (LivePipeline pipeline =
                        new LivePipeline(broker, "swap-" + seed, run.work(), seed, List.of(gaps))) {
                    swap(pipeline, new Plant(seed, LINES, SENSORS), gaps, with, without);
                    LivePipeline.await("the last scores", () -> gaps.count() >= pipeline.sent());
                    List<Score> scored =
                            pipeline.read(pipeline.config().topics().scores(), Score.class);
                    wrong += wrong(pipeline, scored);
                    scores += scored.size();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        Summary swapped = summary(with);
        Summary calm = summary(without);
        String halves = " of " + with.size() + " half seconds at " + PER_SECOND + " records/s: ";
        return List.of(
                TARGETS.get(0)
                        .measured(
                                swapped.max() - calm.max(),
                                String.format(Locale.ROOT, "%.1f ms with, %.1f ms without", swapped.max(), calm.max())),
                TARGETS.get(1).measured(swapped.median(), "longest" + halves + swapped.range()),
                TARGETS.get(2).measured(calm.median(), "longest" + halves + calm.range()),
                TARGETS.get(3).measured((double) wrong, "of " + scores + ", by fences and activations"));
    }

    private static void swap(LivePipeline pipeline, Plant plant, GapMeter gaps, List<Double> with, List<Double> without)
            throws InterruptedException {
        for (int i = 0; i < HISTORY; i++) {
            pipeline.send(plant.next(), SENSORS);
        }
        int first = pipeline.train().orElseThrow().getVersion();
        pipeline.startScorer();
        LivePipeline.await("the history's scores", () -> gaps.count() >= HISTORY);
        load(pipeline, plant, 2 * PER_SECOND);
        int second = pipeline.train().orElseThrow().getVersion();
        // A swap or two in which the code for it is compiled.
        for (int v : new int[] {second, first}) {
            pipeline.decide(v, Decision.PROMOTED);
            load(pipeline, plant, 2 * PER_SECOND);
        }
        gaps.takeLongest();
        for (int round = 0; round < ROUNDS; round++) {
            load(pipeline, plant, PER_SECOND / 2);
            without.add(gaps.takeLongest());
            pipeline.decide(round % 2 == 0 ? second : first, Decision.PROMOTED);
            load(pipeline, plant, PER_SECOND / 2);
            with.add(gaps.takeLongest());
        }
        pipeline.flush();
    }

    private static void load(LivePipeline pipeline, Plant plant, int records) {
        Pacer pacer = Pacer.ofRate(PER_SECOND);
        for (int i = 0; i < records; i++) {
            pacer.awaitTurn(() -> Thread.currentThread().isInterrupted());
            pipeline.send(plant.next(), SENSORS);
        }
    }

    /** Scores whose version is not that of the fence before them, or was never made active. */
    private static long wrong(LivePipeline pipeline, List<Score> scores) {
        Set<Integer> activated = new HashSet<>();
        for (Activation a : pipeline.read(pipeline.config().topics().activations(), Activation.class)) {
            if (ModelCatalog.activates(a)) {
                activated.add(a.getVersion());
            }
        }
        TreeMap<Long, Integer> fences = new TreeMap<>();
        for (Fence f : pipeline.read(pipeline.config().topics().fences(), Fence.class)) {
            fences.put(f.getOffset(), f.getModelVersion());
        }
        long wrong = 0;
        for (Score s : scores) {
            Map.Entry<Long, Integer> fence = fences.floorEntry(s.getOffset());
            boolean right =
                    fence != null && fence.getValue() == s.getModelVersion() && activated.contains(s.getModelVersion());
            wrong += right ? 0 : 1;
        }
        return wrong;
    }

    private static Summary summary(List<Double> values) {
        return new Summary(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
