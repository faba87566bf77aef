package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandRun;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is trained, evaluated, and used again from its file. */
class EvaluateIT {

    @TempDir
    Path folder;

    private String config;
    private Path csv;
    private Path json;

    /** Six columns that follow one hidden cause; the class is its sign. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(12);
        List<String> rows = new ArrayList<>(List.of("a,b,c,d,e,f,sign"));
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            double cause = random.nextGaussian();
            Object[] v = new Object[7];
            for (int j = 0; j < 6; j++) {
                v[j] = (j + 1) * Math.sin(cause * (1 + 0.2 * j)) + 0.05 * random.nextGaussian();
            }
            v[6] = cause > 0 ? "up" : "down";
            rows.add(String.format(Locale.ROOT, "%.5f,%.5f,%.5f,%.5f,%.5f,%.5f,%s", v));
            objects.add(String.format(
                    Locale.ROOT,
                    "{\"a\":%.5f,\"b\":%.5f,\"c\":%.5f,\"d\":%.5f,\"e\":%.5f,\"f\":%.5f,\"sign\":\"%s\"}",
                    v));
        }
        config = Files.writeString(
                        folder.resolve("p.yaml"),
                        "pipeline: p\ninput: {topic: t}\ntraining: {max-epochs: 30, learning-rate: 0.005, search: 0s}\n")
                .toString();
        csv = Files.write(folder.resolve("rows.csv"), rows);
        json = Files.write(folder.resolve("rows.ndjson"), objects);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode report(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }

    @Test
    void trainsEvaluatesSavesAndFindsTheSameFiguresAgain() throws IOException {
        CommandRun run = CommandRun.sluice(
                "evaluate",
                csv.toString(),
                "-c",
                config,
                "--label",
                "sign",
                "--report",
                in("a.json"),
                "--save",
                in("m.sluice"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        JsonNode a = report("a.json");
        assertThat(a.get("rowsTrain").asInt()).isEqualTo(480);
        assertThat(a.at("/reconstruction/latents/explainedVariance").asDouble()).isGreaterThan(0.8);
        assertThat(a.at("/classification/representations/0/nearestNeighbours/accuracy")
                        .asDouble())
                .isGreaterThan(0.95);

        run = CommandRun.sluice(
                "evaluate", json.toString(), "--label", "sign", "--report", in("b.json"), "--model", in("m.sluice"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(report("b.json")).isEqualTo(a);

        run = CommandRun.sluice(
                "generate", "--model", in("m.sluice"), "--around", json.toString(), "-n", "30", "-o", in("made.csv"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(folder.resolve("made.csv"))).hasSize(31).contains("a,b,c,d,e,f");
    }

    @Test
    void theLabelIsNeverAFeatureAndAMeasurementIsNoLabel() throws IOException {
        CommandRun refused = CommandRun.sluice("evaluate", csv.toString(), "--label", "f");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(refused.err()).contains("distinct values, at most 256 are classes: is it a measurement?");
        CommandRun run = CommandRun.sluice(
                "evaluate", csv.toString(), "-c", config, "--ignore", "f", "--label", "sign", "--report", in("r.json"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(report("r.json").at("/model/columns").asInt()).isEqualTo(5);
    }

    @Test
    void aBacktestOfJsonLinesIsThatOfTheSameCsv() throws IOException {
        for (Path file : List.of(csv, json)) {
            CommandRun run = CommandRun.sluice(
                    "backtest",
                    "-c",
                    config,
                    "--train",
                    file.toString(),
                    "--test",
                    file.toString(),
                    "--out",
                    in(file.getFileName() + ".scores"));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        }
        assertThat(folder.resolve("rows.ndjson.scores")).hasSameTextualContentAs(folder.resolve("rows.csv.scores"));
    }
}
