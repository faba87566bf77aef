package dev.sluice.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedBenchTest {

    @Test
    void everyRowHasANameOfItsOwn() {
        for (boolean quick : new boolean[] {true, false}) {
            BenchRun run = new BenchRun(quick, null, Path.of("."), step -> {});
            List<BenchPart> parts = new SpeedBench().parts();

            assertThat(parts).extracting(BenchPart::name).doesNotHaveDuplicates();
            assertThat(parts.stream().flatMap(p -> p.targets(run).stream()).map(t -> t.what() + t.unit()))
                    .doesNotHaveDuplicates();
            assertThat(parts).allSatisfy(part -> assertThat(part.targets(run)).isNotEmpty());
        }
    }

    @Test
    void theBoundOfTheKernelUsesAboutAsManyWeights() {
        for (int weights : new int[] {1_000, 4_864, 50_176, 200_000}) {
            WeightStream stream = new WeightStream(weights);
            assertThat(stream.weights()).isBetween(weights - 4_864, weights + 4_864);
            assertThat(stream.multiplied(1)).isEqualTo(stream.multiplied(2));
        }
    }

    @Test
    void informativeRowsHaveNoTarget() {
        BenchRun run = new BenchRun(true, null, Path.of("."), step -> {});
        assertThat(new StartupPart().targets(run))
                .extracting(BenchTarget::target)
                .containsExactly(3.0, Double.NaN);
    }
}
