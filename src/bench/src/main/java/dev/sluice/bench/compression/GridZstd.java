package dev.sluice.bench.compression;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers of steps from the median as varints, in batches of 16 KB, zstd. An exact value that is not the median is whole. */
final class GridZstd implements Packing {

    @Override
    public String name() {
        return "grid + varint + zstd";
    }

    @Override
    public double bytes(RowSet rows, double[] bounds) {
        double[] origins = rows.medians();
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        long total = 0;
        for (double[] row : rows.test()) {
            for (int f = 0; f < row.length; f++) {
                put(batch, row[f], origins[f], bounds[f]);
            }
            if (batch.size() >= ZstdBatches.BATCH) {
                total += Zstd.compress(batch.toByteArray(), ZstdBatches.LEVEL).length;
                batch.reset();
            }
        }
        if (batch.size() > 0) {
            total += Zstd.compress(batch.toByteArray(), ZstdBatches.LEVEL).length;
        }
        return (double) total / rows.test().length;
    }

    private static void put(ByteArrayOutputStream batch, double value, double origin, double bound) {
        if (bound == 0) {
            batch.write(value == origin ? 0 : 1);
            if (value != origin) {
                batch.writeBytes(
                        ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
            }
            return;
        }
        long rest = Bits.fold(Math.round((value - origin) / (2 * bound)));
        for (; rest > 127; rest >>>= 7) {
            batch.write((int) (rest & 127) | 128);
        }
        batch.write((int) rest);
    }
}
