package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {

    private final CodecState byHand = TestStates.byHand();

    @Test
    void everyValueIsWithinItsBoundAndWhatIsExactIsExact() throws FrameException {
        for (double share : new double[] {0.001, 0.01, 0.05}) {
            CodecState state = TestStates.fitted(share);
            Random random = new Random(11);
            for (int n = 0; n < 150; n++) {
                int size = n < 50 ? 1 : 1 + random.nextInt(FrameWriter.MOST_RECORDS);
                requireReturned(state, TestStates.records(random, size, n % 2 == 1));
            }
        }
    }

    @Test
    void theAutoencodersFramesAreReadAsTheyWereWritten() throws FrameException {
        Random random = new Random(12);
        for (int n = 0; n < 100; n++) {
            requireReturned(byHand, TestStates.records(random, n < 50 ? 1 : n, n % 3 == 0));
        }
    }

    private static void requireReturned(CodecState state, Records records) throws FrameException {
        Records read = new FrameReader(state).read(new FrameWriter(state).write(records));
        assertThat(read.size()).isEqualTo(records.size());
        for (int r = 0; r < records.size(); r++) {
            assertThat(read.time(r)).isEqualTo(records.time(r));
            for (int f = 0; f < TestStates.FIELDS; f++) {
                assertThat(read.present(r, f)).isEqualTo(records.present(r, f));
                if (records.present(r, f)) {
                    requireHeld(state.bound(f), records.value(r, f), read.value(r, f));
                }
            }
        }
    }

    private static void requireHeld(double bound, double value, double decoded) {
        long bits = Double.doubleToRawLongBits(value);
        boolean negativeZero = bits == Long.MIN_VALUE;
        if (bound == 0 || !Double.isFinite(value) || negativeZero) {
            assertThat(Double.doubleToRawLongBits(decoded)).isEqualTo(bits);
        } else {
            assertThat(Math.abs(value - decoded)).isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void timesOfAnyKindReturn() throws FrameException {
        long[] times = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 5, 5, 4, 1_700_000_000_000L};
        Records records = Records.complete(times, new double[times.length][TestStates.FIELDS]);
        Records read = new FrameReader(byHand).read(new FrameWriter(byHand).write(records));
        for (int r = 0; r < times.length; r++) {
            assertThat(read.time(r)).isEqualTo(times[r]);
        }
    }

    @Test
    void aWriterAndAReaderServeManyFrames() throws FrameException {
        FrameWriter writer = new FrameWriter(byHand);
        FrameReader reader = new FrameReader(byHand);
        Random random = new Random(13);
        for (int n = 0; n < 50; n++) {
            Records records = TestStates.records(random, 1 + n % 7, n % 2 == 0);
            byte[] frame = writer.write(records);
            assertThat(frame).isEqualTo(new FrameWriter(byHand).write(records));
            assertThat(reader.read(frame).size()).isEqualTo(records.size());
        }
    }

    @Test
    void whatTheModelDoesNotFitCostsNoMoreThanTheGrid() {
        CodecState state = TestStates.fitted(0.01);
        FrameWriter writer = new FrameWriter(state);
        Random random = new Random(14);
        for (int n = 0; n < 100; n++) {
            double[][] rows = new double[1 + n][TestStates.FIELDS];
            for (double[] row : rows) {
                row[0] = 20 + 10 * random.nextGaussian();
                row[1] = -3 + random.nextGaussian();
                row[2] = 1e6 + 30_000 * random.nextGaussian();
                row[3] = 7;
            }
            Records foreign = Records.complete(null, rows);
            int grid =
                    writer.write(foreign, foreign.size() == 1 ? CodecState.RECORD_GRID : CodecState.BLOCK_GRID).length;
            assertThat(writer.write(foreign).length).isLessThanOrEqualTo(Math.max(grid + 1, grid * 11 / 10));
        }
    }

    @Test
    void whatTheModelFitsCostsFarLessThanTheGrid() {
        CodecState state = TestStates.fitted(0.01);
        FrameWriter writer = new FrameWriter(state);
        Records normal = TestStates.records(new Random(15), 256, false);
        assertThat(writer.write(normal).length).isLessThan(writer.write(normal, CodecState.BLOCK_GRID).length * 8 / 10);
    }

    @Test
    void aConstantFieldIsNearlyFree() {
        double[][] rows = new double[512][3];
        for (double[] row : rows) {
            row[0] = 0.1;
            row[1] = 1e17;
            row[2] = -0.0;
        }
        CodecState state = CodecFit.fit(
                1,
                Records.complete(null, rows),
                List.of(Bound.relative(0.01), Bound.absolute(1e-3), Bound.EXACT),
                null);
        byte[] frame = new FrameWriter(state).write(Records.complete(null, Arrays.copyOf(rows, 256)));
        assertThat(frame.length).isLessThan(32);
    }

    @Test
    void aRecordOfFieldsThatAreAllMissingReturns() throws FrameException {
        Records empty = new Records(null, new double[2][TestStates.FIELDS], new boolean[2][TestStates.FIELDS]);
        CodecState state =
                CodecFit.fit(1, empty, List.of(Bound.EXACT, Bound.EXACT, Bound.EXACT, Bound.absolute(1)), null);
        Records read = new FrameReader(state).read(new FrameWriter(state).write(empty));
        assertThat(read.present(1, 3)).isFalse();
        assertThat(read.timed()).isFalse();
    }

    @Test
    void aFrameThatIsNotOneIsRefusedWithItsReason() throws FrameException {
        byte[] frame = new FrameWriter(byHand).write(TestStates.records(new Random(16), 40, false));
        assertThat(FrameReader.version(frame)).isEqualTo(300);
        FrameReader reader = new FrameReader(byHand);
        assertThatThrownBy(() -> reader.read(new byte[0]))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("2 bytes");
        assertThatThrownBy(() -> reader.read(new byte[] {0x21, 5}))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("format 1");
        assertThatThrownBy(() -> reader.read(new byte[] {0x10, -1, -1, -1, -1, -1, -1}))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("version");
        assertThatThrownBy(() -> new FrameReader(TestStates.fitted(0.01)).read(frame))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("version 300 cannot be read with version 1");
        for (int length = 2; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(FrameException.class);
        }
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(frame, frame.length + 1)))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void recordsThatTheModelIsNotForAreRefused() {
        FrameWriter writer = new FrameWriter(byHand);
        assertThatThrownBy(() -> writer.write(Records.complete(null, new double[257][4])))
                .hasMessageContaining("1 to 256 records, got 257");
        assertThatThrownBy(() -> writer.write(Records.complete(null, new double[2][3])))
                .hasMessageContaining("has 3 fields, but the model has 4");
        assertThatThrownBy(() -> Bound.relative(-1)).hasMessageContaining("0 or more");
    }
}
