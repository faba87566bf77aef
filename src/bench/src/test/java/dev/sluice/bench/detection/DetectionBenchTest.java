package dev.sluice.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchResult;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchRunner;
import dev.sluice.bench.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionBenchTest {

    @TempDir
    Path folder;

    @Test
    void withoutDataEveryRowSaysSoAndNoneIsMissed() {
        List<BenchPart> parts = new DetectionBench()
                .parts().stream().filter(p -> !p.name().equals("calibration")).toList();
        for (Path data : new Path[] {null, folder}) {
            BenchResult result = new BenchRunner(new BenchRun(false, data, folder, step -> {}), () -> 0).run(parts);
            assertThat(result.failures()).isEmpty();
            assertThat(result.rows()).hasSizeGreaterThan(20).allSatisfy(row -> {
                assertThat(row.note()).isEqualTo("data absent");
                assertThat(row.value()).isNaN();
                assertThat(row.verdict()).isEqualTo(Verdict.OPEN);
            });
        }
    }

    @Test
    void rowsAreToldApartByWhatAndUnit() {
        BenchRun run = new BenchRun(false, null, folder, step -> {});
        assertThat(new DetectionBench()
                        .parts().stream().flatMap(p -> p.targets(run).stream()).map(t -> t.what() + t.unit()))
                .doesNotHaveDuplicates();
        assertThat(new DetectionBench().parts().stream().map(BenchPart::name)).doesNotHaveDuplicates();
    }

    @Test
    void aTargetThatIsJustReachedIsMet() {
        BenchRun run = new BenchRun(true, null, folder, step -> {});
        assertThat(new DetectionBench()
                        .parts().stream()
                                .flatMap(p -> p.targets(run).stream())
                                .filter(t -> !Double.isNaN(t.target()))
                                .map(t -> new BenchRow(t, t.target(), true, "").verdict()))
                .containsOnly(Verdict.MET);
    }
}
