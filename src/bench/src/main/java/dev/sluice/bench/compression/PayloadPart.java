package dev.sluice.bench.compression;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.DataAbsentException;
import dev.sluice.bench.report.Direction;
import dev.sluice.codec.Bound;
import dev.sluice.codec.CodecFit;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Payload bytes a record, of frames alone: no keys, no offsets or times, no broker. */
final class PayloadPart implements BenchPart {

    static final int BLOCK = 128;

    private static final double MAIN = 0.01;
    private static final List<Double> BOUNDS = List.of(0.001, MAIN, 0.05);
    private static final BenchTarget SKAB = BenchTarget.atMost(4.2, "skab in blocks at 1 %", "bytes/record");
    private static final BenchTarget DELTA = BenchTarget.atLeast(1.15, "blocks at 1 %, smaller than delta + Rice", "x");
    private static final BenchTarget GRID = BenchTarget.atLeast(1.5, "blocks at 1 %, smaller than grid + zstd", "x");
    private static final BenchTarget WORST =
            BenchTarget.atMost(1.05, "blocks at 1 %, of the best peer, worst set", "x");
    private static final BenchTarget SINGLE =
            BenchTarget.atLeast(1.15, "records at 1 %, smaller than the best single predictor", "x");
    private static final BenchTarget WHITE =
            BenchTarget.atLeast(40, "records at 1 %, smaller than doubles, " + RowSets.WHITE, "x");

    private final TrainedSets sets;

    PayloadPart(TrainedSets sets) {
        this.sets = sets;
    }

    @Override
    public String name() {
        return "payload";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        List<BenchTarget> targets = new ArrayList<>();
        for (String set : RowSets.names(run)) {
            for (double share : BOUNDS) {
                targets.add(row(set, share, "blocks"));
                targets.add(row(set, share, "records"));
            }
        }
        targets.addAll(List.of(SKAB, DELTA, GRID, WORST, SINGLE, WHITE));
        return targets;
    }

    private static BenchTarget row(String set, double share, String mode) {
        return BenchTarget.informative(
                String.format(Locale.ROOT, "%s at %s %%, %s", set, trimmed(100 * share), mode),
                "bytes/record",
                Direction.AT_MOST);
    }

    private static String trimmed(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<BenchRow> rows = new ArrayList<>();
        Ratios ratios = new Ratios(run.quick());
        for (String name : RowSets.names(run)) {
            for (double share : BOUNDS) {
                try {
                    measure(run, name, share, rows, ratios);
                } catch (DataAbsentException e) {
                    String why = "data absent: " + e.getMessage();
                    rows.add(row(name, share, "blocks").notMeasured(why));
                    rows.add(row(name, share, "records").notMeasured(why));
                    ratios.absent.add(name);
                }
            }
        }
        rows.addAll(ratios.rows());
        return rows;
    }

    private void measure(BenchRun run, String name, double share, List<BenchRow> rows, Ratios ratios)
            throws IOException {
        TrainedSet set = sets.get(run, name);
        run.step(String.format(Locale.ROOT, "%s at %s %%", name, trimmed(100 * share)));
        CodecState state = set.codec(share);
        double[] bounds = new double[state.fields()];
        for (int f = 0; f < bounds.length; f++) {
            bounds[f] = state.bound(f);
        }
        double block = new Packed(state, BLOCK).bytes(set.rows(), bounds);
        double alone = new Packed(state, 1).bytes(set.rows(), bounds);
        Map<String, Double> peers = new LinkedHashMap<>();
        peers.put("doubles", (double) Double.BYTES * set.rows().fields());
        for (Packing peer : List.of(new ZstdBatches(), new GridZstd(), new DeltaRice())) {
            peers.put(peer.name(), peer.bytes(set.rows(), bounds));
        }
        Optional<ZfpCommand> zfp = ZfpCommand.of(run.work());
        zfp.ifPresent(command -> peers.put(command.name(), command.bytes(set.rows(), bounds)));
        String without = zfp.isEmpty() ? "; without ZFP, whose command is not installed" : "";
        Map<String, Double> singles = singles(set, share, bounds);
        String model = String.format(
                Locale.ROOT,
                "state %d bytes%s",
                state.bytes(),
                state.latentInBlocks() || state.latentInRecords() ? ", latent" : ", no latent");
        rows.add(row(name, share, "blocks").measured(block, listed(peers) + without + "; " + model));
        rows.add(row(name, share, "records").measured(alone, listed(singles) + "; " + model));
        if (share == MAIN) {
            ratios.add(name, block, alone, peers, singles);
        }
    }

    private static Map<String, Double> singles(TrainedSet set, double share, double[] bounds) {
        Map<String, Double> singles = new LinkedHashMap<>();
        CodecFit.singles(
                        set.model().version(),
                        Records.complete(null, set.rows().train()),
                        Collections.nCopies(set.rows().fields(), Bound.relative(share)),
                        set.autoencoder())
                .forEach((name, state) -> singles.put(name, new Packed(state, 1).bytes(set.rows(), bounds)));
        singles.put("plain grid", new PlainGrid().bytes(set.rows(), bounds));
        return singles;
    }

    private static String listed(Map<String, Double> bytes) {
        return bytes.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** What the figures at the main bound come to over all sets. */
    private static final class Ratios {

        private final boolean inPart;
        private final List<String> absent = new ArrayList<>();
        private final Map<String, Double> delta = new LinkedHashMap<>();
        private final Map<String, Double> grid = new LinkedHashMap<>();
        private final Map<String, Double> best = new LinkedHashMap<>();
        private final Map<String, Double> single = new LinkedHashMap<>();
        private double skab = Double.NaN;
        private double white = Double.NaN;

        Ratios(boolean inPart) {
            this.inPart = inPart;
        }

        void add(String name, double block, double alone, Map<String, Double> peers, Map<String, Double> singles) {
            delta.put(name, peers.get(new DeltaRice().name()) / block);
            grid.put(name, peers.get(new GridZstd().name()) / block);
            best.put(name, block / least(peers));
            single.put(name, least(singles) / alone);
            skab = name.equals(RowSets.SKAB) ? block : skab;
            white = name.equals(RowSets.WHITE) ? peers.get("doubles") / alone : white;
        }

        private static double least(Map<String, Double> bytes) {
            return bytes.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .min()
                    .orElseThrow();
        }

        List<BenchRow> rows() {
            return List.of(
                    SKAB.measured(
                            skab, Double.isNaN(skab) ? "data absent" : "normal operation, the last 30 % of its rows"),
                    row(DELTA, geometric(delta), delta),
                    row(GRID, geometric(grid), grid),
                    row(
                            WORST,
                            best.values().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .max()
                                    .orElse(Double.NaN),
                            best),
                    row(SINGLE, geometric(single), single),
                    WHITE.measured(white, ""));
        }

        private BenchRow row(BenchTarget target, double value, Map<String, Double> of) {
            String note = (absent.isEmpty() ? "" : "without " + absent + "; ") + "of " + listed(of);
            return inPart || !absent.isEmpty() ? target.measuredInPart(value, note) : target.measured(value, note);
        }

        private static double geometric(Map<String, Double> ratios) {
            double sum = ratios.values().stream().mapToDouble(Math::log).sum();
            return Math.exp(sum / ratios.size());
        }
    }
}
