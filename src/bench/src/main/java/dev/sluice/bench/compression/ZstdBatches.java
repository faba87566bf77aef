package dev.sluice.bench.compression;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;

/** Plain doubles in batches of 16 KB, zstd as Kafka does it: the size of a batch and the level are Kafka's own. */
final class ZstdBatches implements Packing {

    static final int BATCH = 16_384;
    static final int LEVEL = 3;

    @Override
    public String name() {
        return "zstd of 16 KB batches";
    }

    @Override
    public double bytes(RowSet rows, double[] bounds) {
        int each = Double.BYTES * rows.fields();
        int most = Math.max(1, BATCH / each);
        long total = 0;
        for (int from = 0; from < rows.test().length; from += most) {
            int to = Math.min(rows.test().length, from + most);
            ByteBuffer batch = ByteBuffer.allocate((to - from) * each);
            for (int r = from; r < to; r++) {
                for (double value : rows.test()[r]) {
                    batch.putDouble(value);
                }
            }
            total += Zstd.compress(batch.array(), LEVEL).length;
        }
        return (double) total / rows.test().length;
    }
}
