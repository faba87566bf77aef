package dev.sluice.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detection on the Server Machine Dataset; bounds are well below what the README reports, and far above chance. */
@EnabledIfSystemProperty(
        named = "sluice.data",
        matches = ".+",
        disabledReason = "needs -Dsluice.data=DIR, a folder with smd/machine-*.csv.gz: see CONTRIBUTING.md")
class DetectionQualityIT {

    @ParameterizedTest
    @CsvSource({"machine-1-7, 0.80", "machine-2-7, 0.88", "machine-3-4, 0.92"})
    void theDefaultsFindIncidentsOfRealServers(String machine, double auroc, @TempDir Path folder) throws IOException {
        Path data = Path.of(System.getProperty("sluice.data"), "smd");
        Path report = folder.resolve("report.json");

        CommandRun run = CommandRun.sluice(
                "backtest",
                "--train",
                data.resolve(machine + "_train.csv.gz").toString(),
                "--test",
                data.resolve(machine + "_test.csv.gz").toString(),
                "--label",
                "label",
                "--report",
                report.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.get("auroc").asDouble()).isGreaterThan(auroc);
    }
}
