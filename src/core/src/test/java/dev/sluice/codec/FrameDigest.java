package dev.sluice.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** A digest over many frames and what is read from them, for comparing Java machines. */
final class FrameDigest {

    private FrameDigest() {}

    /** Prints it. */
    public static void main(String[] arguments) {
        System.out.println(digest());
    }

    static String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (CodecState state : new CodecState[] {TestStates.byHand(), TestStates.fitted(0.01)}) {
                FrameWriter writer = new FrameWriter(state);
                FrameReader reader = new FrameReader(state);
                for (int n = 0; n < 60; n++) {
                    byte[] frame = writer.write(TestStates.records(new Random(n), 1 + n * n % 200, n % 2 == 0));
                    digest.update(frame);
                    add(digest, reader.read(frame));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | FrameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, Records records) {
        for (int r = 0; r < records.size(); r++) {
            for (int f = 0; f < TestStates.FIELDS; f++) {
                long bits = Double.doubleToRawLongBits(records.value(r, f));
                for (int b = 0; b < 64; b += 8) {
                    digest.update((byte) (bits >>> b));
                }
            }
        }
    }
}
