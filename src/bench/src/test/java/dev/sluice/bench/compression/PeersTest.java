package dev.sluice.bench.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeersTest {

    private static final double[] STEP = {0.5, 0.5};

    private static RowSet rows(double[][] rows) {
        return new RowSet("test", new double[][] {{0, 0}, {0, 0}, {100, 1}}, rows);
    }

    @Test
    void aStillFieldCostsItsFirstNumberAndTwoBitsABlock() {
        double[][] still = new double[64][2];
        assertThat(new DeltaRice().bytes(rows(still), STEP)).isEqualTo(1 / 64.0); // 2 x (1 + 2) bits
    }

    @Test
    void aRampCostsItsChanges() {
        double[][] ramp = new double[64][2];
        Arrays.setAll(ramp, r -> new double[] {r, 0});
        // First number 1, mode 2, parameter 4, then 63 changes of one step: 1 folds to 2, in Rice's code with 1: 3
        // bits;
        // with runs of no zeros 1 + 2 bits each, which is no less. The other field 3 bits.
        assertThat(new DeltaRice().bytes(rows(ramp), STEP)).isEqualTo(Math.ceil((7 + 63 * 3 + 3) / 8.0) / 64);
    }

    @Test
    void anExactFieldThatDoesNotMoveCostsABit() {
        double[][] still = new double[64][2];
        assertThat(new DeltaRice().bytes(rows(still), new double[2])).isEqualTo(1 / 64.0);
        still[10][0] = 3;
        // It moves there and back.
        assertThat(new DeltaRice().bytes(rows(still), new double[2]))
                .isEqualTo(Math.ceil((1 + 64 + 2 * 64 + 1) / 8.0) / 64);
    }

    @Test
    void whatCannotBePackedStaysAsLargeAsItIs() {
        Random random = new Random(1);
        double[][] noise = new double[2_000][2];
        Arrays.setAll(noise, r -> new double[] {random.nextDouble(), random.nextDouble()});
        assertThat(new ZstdBatches().bytes(rows(noise), STEP)).isBetween(14.0, 16.1);
        assertThat(new GridZstd().bytes(rows(noise), new double[] {0.5e-4, 0.5e-4}))
                .isBetween(2 * Math.log(20_000) / Math.log(2) / 8 - 1, 6.1);
        // A quarter of the rows round both up: 4 + 3 + 3 bits, which take a second byte behind the header's two.
        assertThat(new PlainGrid().bytes(rows(noise), STEP)).isBetween(3.2, 3.3);
    }

    @Test
    void foreignRowsKeepStillWhatWasStill() {
        RowSet set = new RowSet("test", new double[][] {{0, 5}, {2, 5}}, new double[0][2]);
        RowSet foreign = ForeignPart.foreign(set, 1);
        assertThat(Arrays.stream(foreign.test()))
                .allMatch(row -> row[1] == 5 && Math.abs(row[0] - 2) <= 3 && row[0] == Math.rint(row[0]));
    }
}
