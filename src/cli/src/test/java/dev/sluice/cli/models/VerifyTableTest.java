package dev.sluice.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.WeightDifference;
import dev.sluice.trainer.receipt.Reproduction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyTableTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void theSameDigestIsIdentical() {
        VerifyTable table = new VerifyTable();
        table.add(
                new Reproduction(
                        3,
                        DIGEST,
                        Optional.of(DIGEST),
                        Optional.of(new WeightDifference(0, "")),
                        List.of(),
                        List.of(),
                        1.25),
                false);
        assertThat(table.identical()).isTrue();
        assertThat(table.lines()).hasSize(2);
        assertThat(table.lines().get(1)).matches("3 +identical +0123456789abcdef +0123456789abcdef +0 +1\\.[23] s");
    }

    @Test
    void aDifferenceIsMeasuredAndExplained() {
        VerifyTable table = new VerifyTable();
        table.add(
                new Reproduction(
                        3,
                        DIGEST,
                        Optional.of("f".repeat(64)),
                        Optional.of(new WeightDifference(0.25, "encoder layer 1 bias")),
                        List.of("encoderLayers", "rowsRead"),
                        List.of("retention passed: 5 of the 9 offsets that it was made from are no longer there"),
                        1),
                true);
        table.refused(4, "artifact digest does not match");
        assertThat(table.identical()).isFalse();
        assertThat(String.join("\n", table.lines()))
                .containsPattern("3 +differs +0123456789abcdef +ffffffffffffffff +0.25 in encoder layer 1 bias +1.0 s")
                .contains(
                        "version 3: differs in encoderLayers, rowsRead",
                        "version 3: it was imported",
                        "version 3: retention passed: 5 of the 9",
                        "version 4: scorers would refuse it: artifact digest does not match");
    }
}
