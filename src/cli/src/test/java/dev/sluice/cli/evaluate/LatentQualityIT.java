package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What 32 latents keep of handwritten digits; bounds are well below what is measured, and far above chance. */
@EnabledIfSystemProperty(
        named = "sluice.data",
        matches = ".+",
        disabledReason = "needs -Dsluice.data=DIR, a folder with mnist-t10k/t10k-*-ubyte.gz: see CONTRIBUTING.md")
class LatentQualityIT {

    @Test
    void latentsTellDigitsApart(@TempDir Path folder) throws IOException {
        Path data = Path.of(System.getProperty("sluice.data"), "mnist-t10k");
        Path records = folder.resolve("digits.jsonl");
        CommandRun run = CommandRun.sluice(
                "produce",
                "--images",
                data.resolve("t10k-images-idx3-ubyte.gz").toString(),
                "--labels",
                data.resolve("t10k-labels-idx1-ubyte.gz").toString(),
                "--out",
                records.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        Path report = folder.resolve("report.json");

        run = CommandRun.sluice(
                "evaluate",
                records.toString(),
                "--config",
                config(folder).toString(),
                "--label",
                "label",
                "--reconstructions",
                folder.resolve("restored.png").toString(),
                "--report",
                report.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.at("/reconstruction/latents/explainedVariance").asDouble())
                .isGreaterThan(0.6);
        JsonNode latents = json.at("/classification/representations/0");
        assertThat(latents.at("/logisticRegression/accuracy").asDouble()).isGreaterThan(0.86);
        assertThat(latents.at("/nearestNeighbours/accuracy").asDouble()).isGreaterThan(0.92);
    }

    private static Path config(Path folder) throws IOException {
        return Files.writeString(folder.resolve("digits.yaml"), """
                pipeline: digits
                input: {topic: digits}
                features: [{field: pixels, type: array, shape: [28, 28, 1]}]
                model: {latent: 32, score: reconstruction}
                training: {max-epochs: 20}
                """);
    }
}
