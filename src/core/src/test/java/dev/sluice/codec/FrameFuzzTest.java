package dev.sluice.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;

/** Whatever the bytes, a frame ends in at most 256 records, or is refused with a reason. */
class FrameFuzzTest {

    /** 256 records of 6 fields, and latents on the way. */
    private static final Allowance ALLOWANCE = new Allowance(128 << 10, 64);

    private final CodecState state = TestStates.byHand();
    private final FrameReader reader = new FrameReader(state);

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void reads(byte[] frame) {
        Hostile.read(frame, ALLOWANCE, FrameException.class, () -> reader.read(frame));
        // A fuzzer seldom finds the version that is asked for.
        byte[] behind = new byte[frame.length + 2];
        FrameHeader.putVersion(300, behind);
        System.arraycopy(frame, 0, behind, 2, frame.length);
        Hostile.read(behind, ALLOWANCE, FrameException.class, () -> reader.read(behind));
    }
}
