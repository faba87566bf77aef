package dev.sluice.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bench.data.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContaminationTest {

    private static Split split(int train, int normal, int anomalies) {
        List<List<String>> history =
                IntStream.range(0, train).mapToObj(i -> List.of("n" + i)).toList();
        List<List<String>> test = new ArrayList<>();
        IntStream.range(0, normal).forEach(i -> test.add(List.of("t" + i, "0")));
        IntStream.range(0, anomalies).forEach(i -> test.add(2 * i, List.of("a" + i, "1")));
        return new Split(new Frame(List.of("f"), history), new Frame(List.of("f", "label"), test));
    }

    private static List<String> cells(Frame frame) {
        return frame.rows().stream().map(row -> row.get(0)).toList();
    }

    @Test
    void anomaliesBecomeTheirShareOfTheHistoryAndLeaveTheTestRows() {
        Contamination contaminated = Contamination.of(split(95, 30, 12), 0.05, 1);

        assertThat(contaminated.inserted()).isEqualTo(5);
        assertThat(contaminated.moved()).isEqualTo(5);
        assertThat(cells(contaminated.split().train())).hasSize(100).contains("a0", "a1", "a2", "a3", "a4");
        assertThat(cells(contaminated.split().test()))
                .hasSize(37)
                .contains("a5")
                .doesNotContain("a0", "a4");
        assertThat(contaminated.split().train().columns()).containsExactly("f");
    }

    @Test
    void atMostHalfOfTheAnomaliesAreMovedAndRepeatedWhereTheyAreTooFew() {
        Contamination contaminated = Contamination.of(split(80, 30, 9), 0.20, 1);

        assertThat(contaminated.inserted()).isEqualTo(20);
        assertThat(contaminated.moved()).isEqualTo(4);
        List<String> history = cells(contaminated.split().train());
        assertThat(history.stream().filter(c -> c.startsWith("a")))
                .hasSize(20)
                .startsWith("a0", "a1", "a2", "a3", "a0");
        assertThat(cells(contaminated.split().test()).stream().filter(c -> c.startsWith("a")))
                .containsExactly("a4", "a5", "a6", "a7", "a8");
    }

    @Test
    void theSeedDecidesThePlacesAndNormalRowsKeepTheirOrder() {
        List<String> one =
                cells(Contamination.of(split(80, 30, 9), 0.20, 1).split().train());
        assertThat(cells(Contamination.of(split(80, 30, 9), 0.20, 1).split().train()))
                .isEqualTo(one);
        assertThat(cells(Contamination.of(split(80, 30, 9), 0.20, 2).split().train()))
                .isNotEqualTo(one);
        assertThat(one.stream().filter(c -> c.startsWith("n")))
                .isEqualTo(cells(split(80, 30, 9).train()));
    }

    @Test
    void oneAnomalyIsTooFew() {
        assertThatThrownBy(() -> Contamination.of(split(80, 30, 1), 0.20, 1)).hasMessageContaining("no anomalies");
    }
}
