package dev.sluice.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Check;
import dev.sluice.contract.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTableTest {

    @Test
    void eachCheckIsALineWithBothFiguresWhatWasAskedAndWhetherItWasMet() {
        List<Check> checks = List.of(
                new Check("reconstruction-error", 0.2, 0.5, 0.25, false, false, "on 100 rows"),
                new Check("canary-spike", 0.9, 0.95, 0.8, true, true, "20 injected"),
                new Check("score-stability", null, null, null, false, true, "not measured: few rows"));
        Activation judged = new Activation("pumps", 3, Decision.REJECTED, "worse", "trainer", 1L, Map.of(), checks);

        assertThat(JudgeTable.lines(judged))
                .containsExactly(
                        "",
                        "check                 champion  challenger  limit                 note",
                        "reconstruction-error  0.2       0.5         at most 0.25  FAILED  on 100 rows",
                        "canary-spike          0.9       0.95        at least 0.8  passed  20 injected",
                        "score-stability       -         -           -                     not measured: few rows");
    }
}
