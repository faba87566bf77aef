package dev.sluice.bench.compression;

import dev.sluice.codec.FrameException;
import dev.sluice.codec.FrameReader;
import dev.sluice.codec.FrameWriter;
import dev.sluice.codec.Records;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest over many frames and what is read from them, for comparing Java machines. */
final class FrameDigest {

    private static final int MOST = 64 << 20;
    private static final int FRAMES = 60;

    private FrameDigest() {}

    /** Prints it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(of(Path.of(arguments[0])));
    }

    /** @param artifact with a codec */
    static String of(Path artifact) throws IOException {
        byte[] bytes = Files.readAllBytes(artifact);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            dev.sluice.packed.Packing packing = ArtifactReader.load(
                            bytes, MOST, ArtifactReader.read(bytes, MOST).getPipeline())
                    .packing(List.of())
                    .orElseThrow();
            FrameWriter writer = new FrameWriter(packing.state());
            FrameReader reader = new FrameReader(packing.state());
            HostileRows rows = new HostileRows(Generator.white("", 42).test(), 7);
            for (int n = 0; n < FRAMES; n++) {
                byte[] frame = writer.write(rows.next(n % 2 == 0 ? 1 : n));
                digest.update(frame);
                add(digest, reader.read(frame), packing.fields().count());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | ArtifactException | FrameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, Records records, int fields) {
        ByteBuffer bits = ByteBuffer.allocate(Long.BYTES * fields);
        for (int r = 0; r < records.size(); r++) {
            bits.clear();
            for (int f = 0; f < fields; f++) {
                bits.putLong(Double.doubleToRawLongBits(records.value(r, f)));
            }
            digest.update(bits.array());
        }
    }
}
