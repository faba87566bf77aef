package dev.sluice.bench.compression;

import dev.sluice.codec.CodecState;
import dev.sluice.codec.FrameWriter;
import dev.sluice.codec.Records;

/** Sluice's own frames of so many records each. */
record Packed(CodecState state, int records) implements Packing {

    @Override
    public String name() {
        return records == 1 ? "packed alone" : "packed in blocks of " + records;
    }

    @Override
    public double bytes(RowSet rows, double[] bounds) {
        FrameWriter writer = new FrameWriter(state);
        Records all = Records.complete(null, rows.test());
        long total = 0;
        for (int from = 0; from < all.size(); from += records) {
            total += writer.write(all.slice(from, Math.min(all.size(), from + records))).length;
        }
        return (double) total / all.size();
    }
}
