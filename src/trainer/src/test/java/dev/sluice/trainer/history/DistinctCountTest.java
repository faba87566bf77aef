package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sluice.feature.EntityHash;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DistinctCountTest {

    private static long count(int distinct) {
        DistinctCount count = new DistinctCount();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < distinct; i++) {
                count.add(EntityHash.of(("host-" + i).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return count.count();
    }

    @Test
    void countsExactlyAsLongAsItCanHoldThemAll() {
        assertThat(count(0)).isZero();
        assertThat(count(1)).isEqualTo(1);
        assertThat(count(DistinctCount.KEPT)).isEqualTo(DistinctCount.KEPT);
    }

    @Test
    void estimatesBeyond() {
        assertThat(count(200_000)).isCloseTo(200_000L, withinPercentage(5));
    }

    @Test
    void aNullKeyIsAnEntityOfItsOwn() {
        DistinctCount count = new DistinctCount();
        count.add(EntityHash.of(null));
        count.add(EntityHash.of(new byte[0]));
        count.add(EntityHash.of(null));

        assertThat(count.count()).isEqualTo(2);
    }
}
