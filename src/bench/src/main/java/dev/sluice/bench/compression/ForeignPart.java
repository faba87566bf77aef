package dev.sluice.bench.compression;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.codec.CodecState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What rows cost that the model knows nothing of: each field anywhere within three times its range in training, whatever the
 * others, against a grid without a model.
 */
final class ForeignPart implements BenchPart {

    private static final int ROWS = 1_280;
    private static final double TIMES = 3;
    private static final double SHARE = 0.01;
    private static final BenchTarget BLOCKS =
            BenchTarget.atMost(1.1, "foreign rows in blocks, of the grid's cost", "x");
    private static final BenchTarget RECORDS =
            BenchTarget.atMost(1.1, "foreign rows in records, of the grid's cost", "x");

    private final TrainedSets sets;

    ForeignPart(TrainedSets sets) {
        this.sets = sets;
    }

    @Override
    public String name() {
        return "foreign";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(BLOCKS, RECORDS);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        double blocks = 0;
        double records = 0;
        StringBuilder blockNote = new StringBuilder("the worst of");
        StringBuilder recordNote = new StringBuilder("the worst of");
        for (String name : List.of(RowSets.SAMPLE, RowSets.WHITE)) {
            TrainedSet set = sets.get(run, name);
            RowSet foreign = foreign(set.rows(), run.firstSeed());
            CodecState state = set.codec(SHARE);
            double[] bounds = new double[state.fields()];
            for (int f = 0; f < bounds.length; f++) {
                bounds[f] = state.bound(f);
            }
            double grid = new PlainGrid().bytes(foreign, bounds);
            double block = new Packed(state, PayloadPart.BLOCK).bytes(foreign, bounds);
            double alone = new Packed(state, 1).bytes(foreign, bounds);
            blocks = Math.max(blocks, block / grid);
            records = Math.max(records, alone / grid);
            blockNote.append(String.format(Locale.ROOT, " %s %.1f of %.1f bytes", name, block, grid));
            recordNote.append(String.format(Locale.ROOT, " %s %.1f of %.1f bytes", name, alone, grid));
        }
        return List.of(BLOCKS.measured(blocks, blockNote.toString()), RECORDS.measured(records, recordNote.toString()));
    }

    /** What did not move in training does not here, and what was whole is. */
    static RowSet foreign(RowSet rows, long seed) {
        Random random = new Random(seed);
        double[] ranges = rows.ranges();
        double[] medians = rows.medians();
        boolean[] whole = new boolean[ranges.length];
        for (int f = 0; f < whole.length; f++) {
            int field = f;
            whole[f] = Arrays.stream(rows.train()).allMatch(row -> row[field] == Math.rint(row[field]));
        }
        double[][] test = new double[ROWS][ranges.length];
        for (double[] row : test) {
            for (int f = 0; f < row.length; f++) {
                double value = medians[f] + TIMES * ranges[f] * (random.nextDouble() - 0.5);
                row[f] = whole[f] ? Math.rint(value) : value;
            }
        }
        return new RowSet(rows.name(), rows.train(), test);
    }
}
