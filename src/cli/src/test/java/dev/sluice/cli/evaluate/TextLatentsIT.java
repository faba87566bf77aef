package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandRun;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of log lines: what the latents of their texts tell of who wrote them. */
class TextLatentsIT {

    private static final Path SAMPLES = Path.of("src/test/resources/samples");

    @Test
    void theSampleIsWhatTheGeneratorMakes() {
        assertThat(SAMPLES.resolve("logs.jsonl")).hasContent(String.join("\n", LogLines.records(1_000, 7)) + "\n");
    }

    @Test
    void latentsOfLogLinesTellWhichServiceWroteThem(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("report.json");
        CommandRun run = CommandRun.sluice(
                "evaluate",
                SAMPLES.resolve("logs.jsonl").toString(),
                "--config",
                SAMPLES.resolve("logs.yaml").toString(),
                "--label",
                "service",
                "--report",
                report.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("message (256 columns)");
        JsonNode classification = new ObjectMapper().readTree(report.toFile()).get("classification");
        assertThat(classification.at("/majority/accuracy").asDouble()).isLessThan(0.3);
        assertThat(classification
                        .at("/representations/0/logisticRegression/accuracy")
                        .asDouble())
                .isGreaterThan(0.75);
        assertThat(new ObjectMapper()
                        .readTree(report.toFile())
                        .at("/features/0/rmseInputUnit")
                        .isNull())
                .as("a text's columns have no unit")
                .isTrue();
    }
}
