package dev.sluice.packed;

import dev.sluice.codec.FrameWriter;
import dev.sluice.codec.Records;
import java.util.List;

/** Packs records of one entity into a message, see {@code docs/codec.md}. Not thread-safe. */
public final class Packer {

    private final Packing packing;
    private final Cutter cutter;
    private final FrameWriter frames;
    private final Cut cut;
    private final ByteSink out = new ByteSink();
    private int frameBytes;

    /** @param cutter of the input's format, made for the same numbers */
    public Packer(Packing packing, Cutter cutter) {
        this.packing = packing;
        this.cutter = cutter;
        this.frames = new FrameWriter(packing.state());
        this.cut = new Cut(packing.fields());
    }

    /** Without a model: everything is kept as it is. */
    public static Packer withoutModel() {
        return new Packer(Packing.NONE, (value, into) -> {});
    }

    /** Bytes of the last message that were its numbers, times and offsets. */
    public int frameBytes() {
        return frameBytes;
    }

    /**
     * @param entity null where the records have none
     * @param records 1 to {@link FrameWriter#MOST_RECORDS}, in the order of their offsets
     */
    public byte[] pack(byte[] entity, List<Original> records) {
        int size = records.size();
        Tail tail = new Tail(packing, size);
        double[][] values = new double[size][];
        boolean[][] present = new boolean[size][];
        long[] times = new long[size];
        boolean timed = false;
        for (int r = 0; r < size; r++) {
            Original record = records.get(r);
            cut.begin(record.value(), entity);
            cutter.cut(record.value(), cut);
            tail.add(cut.end(), cut.literals(), Envelope.of(record, entity));
            values[r] = cut.numbers().clone();
            present[r] = cut.present().clone();
            times[r] = cut.isTimed() ? cut.time() : record.timestamp();
            timed |= cut.isTimed();
        }
        byte[] frame = frames.write(new Records(stamps(records, times, timed), values, present));
        frameBytes = frame.length;
        return message(tail.bytes(), frame);
    }

    private long[][] stamps(List<Original> records, long[] times, boolean timed) {
        long[][] stamps = new long[records.size()][];
        for (int r = 0; r < stamps.length; r++) {
            long timestamp = records.get(r).timestamp();
            long offset = records.get(r).offset();
            long since = timestamp - packing.origin();
            stamps[r] = timed ? new long[] {offset, since, times[r] - timestamp} : new long[] {offset, since};
        }
        return stamps;
    }

    private byte[] message(byte[] tail, byte[] frame) {
        if (tail.length == 0) {
            return frame;
        }
        out.reset();
        out.put(Unpacker.WITH_TAIL);
        out.sized(tail);
        out.put(frame);
        return out.toBytes();
    }
}
