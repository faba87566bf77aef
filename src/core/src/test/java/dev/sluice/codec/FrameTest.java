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
            assertThat(read.stamp(r, 0)).isEqualTo(records.stamp(r, 0));
            assertThat(read.stamp(r, 1)).isEqualTo(records.stamp(r, 1));
            for (int f = 0; f < TestStates.FIELDS; f++) {
                assertThat(read.present(r, f)).isEqualTo(records.present(r, f));
                if (records.present(r, f)) {
                    requireHeld(state.bound(f), records.value(r, f), read.value(r, f));
                    requireKind(state.kind(f), records.value(r, f), read.value(r, f));
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

    /** What was a float or a whole number is one again. */
    private static void requireKind(FieldKind kind, double value, double decoded) {
        if (Double.isFinite(value)) {
            assertThat(kind != FieldKind.FLOAT || (float) value != value || (float) decoded == decoded)
                    .isTrue();
            assertThat(kind != FieldKind.INTEGER || Math.rint(value) != value || Math.rint(decoded) == decoded)
                    .isTrue();
        }
    }

    @Test
    void stampsOfAnyKindReturnWhetherAloneOrInABlock() throws FrameException {
        long[] times = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 5, 5, 4, 1_700_000_000_000L};
        for (int columns = 0; columns <= Records.MOST_STAMPS; columns++) {
            long[][] stamps = new long[times.length][columns];
            for (int r = 0; r < times.length; r++) {
                for (int column = 0; column < columns; column++) {
                    stamps[r][column] = times[(r + column) % times.length] + column;
                }
            }
            Records all = Records.complete(stamps, new double[times.length][TestStates.FIELDS]);
            requireSameStamps(all);
            for (int r = 0; r < times.length; r++) {
                requireSameStamps(all.slice(r, r + 1));
            }
        }
    }

    private void requireSameStamps(Records records) throws FrameException {
        Records read = new FrameReader(byHand).read(new FrameWriter(byHand).write(records));
        assertThat(read.stamps()).isEqualTo(records.stamps());
        for (int r = 0; r < records.size(); r++) {
            for (int column = 0; column < records.stamps(); column++) {
                assertThat(read.stamp(r, column)).isEqualTo(records.stamp(r, column));
            }
        }
    }

    @Test
    void stampsThatGrowEvenlyCostNextToNothing() {
        long[][] stamps = new long[200][3];
        for (int r = 0; r < stamps.length; r++) {
            stamps[r] = new long[] {1_000_000 + r, 1_000L * r, 0};
        }
        CodecState state = TestStates.fitted(0.01);
        double[][] values = new double[stamps.length][TestStates.FIELDS];
        int bare = new FrameWriter(state).write(Records.complete(null, values)).length;
        int stamped = new FrameWriter(state).write(Records.complete(stamps, values)).length;
        assertThat(stamped - bare).isLessThan(60);
    }

    @Test
    void aFieldIsOfTheNarrowestKindThatHoldsInTraining() throws FrameException {
        double[][] rows = new double[400][4];
        Random random = new Random(17);
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new double[] {
                random.nextInt(1_000), (float) random.nextGaussian(), random.nextGaussian(), 3 * Math.floor(r / 50.0)
            };
        }
        Bound tenth = Bound.absolute(0.1);
        CodecState state =
                CodecFit.fit(1, Records.complete(null, rows), List.of(tenth, tenth, tenth, Bound.EXACT), null);
        assertThat(state.kind(0)).isEqualTo(FieldKind.INTEGER);
        assertThat(state.kind(1)).isEqualTo(FieldKind.FLOAT);
        assertThat(state.kind(2)).isEqualTo(FieldKind.REAL);
        assertThat(state.kind(3)).isEqualTo(FieldKind.INTEGER);
        double[][] later = {{7, 0.1f, 0.1, 9}, {7.5, 0.1, -0.0, 10.25}, {-0.0, 1e-50, 0x1p60, 0x1p53 + 2}};
        Records read = new FrameReader(state).read(new FrameWriter(state).write(Records.complete(null, later)));
        for (int r = 0; r < later.length; r++) {
            for (int f : new int[] {0, 3}) {
                assertThat(Double.doubleToRawLongBits(read.value(r, f)))
                        .isEqualTo(Double.doubleToRawLongBits(later[r][f]));
            }
        }
        assertThat((double) (float) read.value(0, 1)).isEqualTo(read.value(0, 1));
        assertThat(Double.doubleToRawLongBits(read.value(1, 2))).isEqualTo(Double.doubleToRawLongBits(-0.0));
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
                row[4] = (float) random.nextGaussian();
                row[5] = 40 + Math.rint(60 * random.nextGaussian());
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
        CodecState state = CodecFit.fit(
                1,
                empty,
                List.of(Bound.EXACT, Bound.EXACT, Bound.EXACT, Bound.absolute(1), Bound.EXACT, Bound.relative(0.1)),
                null);
        Records read = new FrameReader(state).read(new FrameWriter(state).write(empty));
        assertThat(read.present(1, 3)).isFalse();
        assertThat(read.stamps()).isZero();
    }

    @Test
    void aFrameThatIsNotOneIsRefusedWithItsReason() throws FrameException {
        byte[] frame = new FrameWriter(byHand).write(TestStates.records(new Random(16), 40, false));
        assertThat(FrameReader.version(frame)).isEqualTo(300);
        FrameReader reader = new FrameReader(byHand);
        assertThatThrownBy(() -> reader.read(new byte[0]))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("1 byte");
        assertThatThrownBy(() -> reader.read(new byte[] {(byte) 0x81, 5}))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("format 1");
        for (byte[] endless :
                new byte[][] {{0x60, -1, -1, -1, -1, -1, -1}, {0x60}, {0x60, 0, 1}, {0x60, -1, -1, -1, 127}}) {
            assertThatThrownBy(() -> reader.read(endless))
                    .isInstanceOf(FrameException.class)
                    .hasMessageContaining("model version");
        }
        assertThatThrownBy(() -> new FrameReader(TestStates.fitted(0.01)).read(frame))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("version 300 cannot be read with version 1");
        // A block of 257.
        assertThatThrownBy(() -> reader.read(new byte[] {0x6c, 9, 0x20, 0x10}))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("got 257");
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
        assertThatThrownBy(() -> writer.write(Records.complete(null, new double[257][TestStates.FIELDS])))
                .hasMessageContaining("1 to 256 records, got 257");
        assertThatThrownBy(() -> writer.write(Records.complete(null, new double[2][3])))
                .hasMessageContaining("has 3 fields, but the model has 6");
        assertThatThrownBy(() -> CodecFit.fit(1, Records.complete(null, new double[1][257]), List.of(), null))
                .hasMessageContaining("1 to 256 fields, got 0");
        assertThatThrownBy(() -> new Records(new long[1][4], new double[1][1], new boolean[1][1]))
                .hasMessageContaining("0 to 3 stamps");
        assertThatThrownBy(() -> Bound.relative(-1)).hasMessageContaining("0 or more");
    }
}
