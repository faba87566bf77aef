package dev.sluice.bench.compression;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.FrameException;
import dev.sluice.codec.FrameReader;
import dev.sluice.codec.FrameWriter;
import dev.sluice.codec.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Microseconds a record of 38 fields, one thread, warmed up: the telemetry that ships with Sluice. */
final class PackingSpeedPart implements BenchPart {

    private static final double SHARE = 0.01;
    private static final int PASSES = 15;
    private static final int WARM = 5;
    private static final double LIMIT = 5;

    private final TrainedSets sets;

    PackingSpeedPart(TrainedSets sets) {
        this.sets = sets;
    }

    @Override
    public String name() {
        return "speed";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(
                target("write", "blocks"), target("read", "blocks"), target("write", "alone"), target("read", "alone"));
    }

    private static BenchTarget target(String way, String mode) {
        return BenchTarget.atMost(LIMIT, way + " a record of 38 fields, " + mode, "us");
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        TrainedSet set = sets.get(run, RowSets.SAMPLE);
        CodecState state = set.codec(SHARE);
        List<BenchRow> rows = new ArrayList<>();
        try {
            for (int size : new int[] {PayloadPart.BLOCK, 1}) {
                run.step("speed of frames of " + size);
                rows.addAll(measure(state, Records.complete(null, set.rows().test()), size));
            }
        } catch (FrameException e) {
            throw new IllegalStateException("a frame that was just written is not read", e);
        }
        return rows;
    }

    private static List<BenchRow> measure(CodecState state, Records all, int size) throws FrameException {
        FrameWriter writer = new FrameWriter(state);
        FrameReader reader = new FrameReader(state);
        List<Records> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.slice(from, Math.min(all.size(), from + size)));
        }
        double[] write = new double[PASSES];
        double[] read = new double[PASSES];
        for (int pass = -WARM; pass < PASSES; pass++) {
            List<byte[]> frames = new ArrayList<>(parts.size());
            long begun = System.nanoTime();
            for (Records part : parts) {
                frames.add(writer.write(part));
            }
            long written = System.nanoTime();
            int records = 0;
            for (byte[] frame : frames) {
                records += reader.read(frame).size();
            }
            long end = System.nanoTime();
            if (pass >= 0) {
                write[pass] = (written - begun) / 1e3 / records;
                read[pass] = (end - written) / 1e3 / records;
            }
        }
        String mode = size == 1 ? "alone" : "blocks";
        return List.of(row(target("write", mode), write), row(target("read", mode), read));
    }

    private static BenchRow row(BenchTarget target, double[] micros) {
        Summary summary = new Summary(micros);
        return target.measured(
                summary.median(),
                String.format(
                        Locale.ROOT,
                        "median of %d passes, %s; as fast as the machine is idle",
                        PASSES,
                        summary.range()));
    }
}
