package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandRun;
import dev.sluice.command.ExitCode;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.model.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An existing model on files: nothing is trained here. */
class EvaluateCommandTest {

    @TempDir
    Path folder;

    private String model;
    private String csv;
    private final List<double[]> rows = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        model = Files.write(folder.resolve("m.sluice"), ArtifactWriter.write(TestModels.artifact(3, 2, "a", "b", "c")))
                .toString();
        Random random = new Random(3);
        List<String> lines = new ArrayList<>(List.of("a,b,c,kind,part"));
        for (int i = 0; i < 200; i++) {
            boolean warm = random.nextBoolean();
            double[] row = {(warm ? 2 : -2) + random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            rows.add(row);
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%s,%s",
                    row[0],
                    row[1],
                    row[2],
                    warm ? "warm" : "cold",
                    i < 50 ? "train" : "test"));
        }
        csv = Files.write(folder.resolve("rows.csv"), lines).toString();
    }

    private CommandRun evaluate(String... options) {
        return CommandRun.sluice(
                Stream.concat(Stream.of("evaluate"), Stream.of(options)).toArray(String[]::new));
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void reportsTheErrorThatTheScorerMakes() throws IOException {
        CommandRun run = evaluate(csv, "--model", model, "--report", in("r.json"), "--split", "0.5");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        CompiledModel scorer = TestModels.model(3, 2, "a", "b", "c");
        ScoredRecord scored = scorer.newScoredRecord();
        double sum = 0;
        for (double[] row : rows.subList(100, 200)) {
            scorer.score(Observation.of(row), scorer.newMemory(), scored);
            sum += scored.reconstructionError();
        }
        JsonNode json = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
        assertThat(json.at("/reconstruction/latents/mse").asDouble()).isCloseTo(sum / 100, within(1e-6));
        assertThat(json.at("/reconstruction/latents/size").asInt()).isEqualTo(2);
        assertThat(json.at("/reconstruction/pca/explainedVariance").asDouble()).isBetween(0.6, 0.95);
        assertThat(json.at("/reconstruction/mean/explainedVariance").asDouble()).isCloseTo(0, within(0.1));
        assertThat(json.get("rowsTrain").asInt()).isEqualTo(100);
        assertThat(json.get("features")).hasSize(3);
        assertThat(json.at("/features/0/mse").asDouble())
                .isGreaterThan(json.at("/features/2/mse").asDouble());
        assertThat(json.get("classification").isNull()).isTrue();
        assertThat(run.out()).contains("undercomplete model, version 3: 3 columns to a code of 2 (1.5 to 1)");
    }

    @Test
    void tellsClassesFromLatentsComponentsAndFeatures() throws IOException {
        CommandRun run = evaluate(
                csv,
                "--model",
                model,
                "--split-column",
                "part",
                "--label",
                "kind",
                "--report",
                in("r.json"),
                "--max-test",
                "70",
                "--latents",
                in("z.csv"),
                "--projection",
                in("p.png"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("kind, 2 classes: learnt from 50 rows, tested on 70 drawn of 150 rows");
        JsonNode c =
                new ObjectMapper().readTree(folder.resolve("r.json").toFile()).get("classification");
        assertThat(c.get("classes")).hasSize(2);
        assertThat(c.get("representations")).hasSize(3);
        JsonNode features = c.at("/representations/2");
        assertThat(features.get("name").asText()).isEqualTo("features");
        assertThat(features.at("/logisticRegression/accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(features.at("/nearestNeighbours/macroF1").asDouble()).isGreaterThan(0.9);
        assertThat(c.at("/majority/accuracy").asDouble()).isBetween(0.3, 0.7);
        List<String> latents = Files.readAllLines(folder.resolve("z.csv"));
        assertThat(latents).hasSize(151);
        assertThat(latents.get(0)).isEqualTo("row,z0,z1,label");
        assertThat(latents.get(1)).matches("0,[-.E\\d]+,[-.E\\d]+,(warm|cold)");
        assertThat(ImageIO.read(folder.resolve("p.png").toFile()).getWidth()).isEqualTo(1_200);
    }

    @Test
    void jsonLinesGiveTheSameFiguresAsCsvAndBrokenOnesAreCounted() throws IOException {
        List<String> lines = new ArrayList<>();
        for (double[] row : rows) {
            lines.add(String.format(
                    Locale.ROOT,
                    "{\"a\":%s,\"b\":%s,\"nested\":{\"l\":%d},\"c\":%s}",
                    row[0],
                    row[1],
                    lines.size() % 2,
                    row[2]));
        }
        lines.add("{\"a\": [[[[");
        lines.add("");
        lines.add("{\"a\":\"hot\"}");
        Path json = Files.write(folder.resolve("rows.jsonl"), lines);
        evaluate(csv, "--model", model, "--latents", in("csv.csv"), "--split", "0.01");
        CommandRun run = evaluate(
                json.toString(),
                "--model",
                model,
                "--latents",
                in("json.csv"),
                "--split",
                "0.01",
                "--label",
                "nested.l",
                "--neighbours",
                "1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("2 records left out, which cannot be decoded; the first: ");
        assertThat(Files.readAllLines(folder.resolve("json.csv")).stream()
                        .map(l -> l.substring(0, l.lastIndexOf(',')))
                        .toList())
                .isEqualTo(Files.readAllLines(folder.resolve("csv.csv")));
    }

    @Test
    void drawsRowsAboveTheirReconstructionsWhereTheyArePictures() throws IOException {
        assertThat(evaluate(csv, "--model", model, "--image", "1x3", "--reconstructions", in("r.png"))
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(ImageIO.read(folder.resolve("r.png").toFile())).isNotNull();
        assertThat(evaluate(csv, "--model", model, "--reconstructions", in("r.png")))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.CONFIG))
                .satisfies(r -> assertThat(r.err()).contains("such as --image 28x28"));
        assertThat(evaluate(csv, "--model", model, "--image", "2x2").err())
                .contains("2x2 has 4 values, but the model has 3 columns");
        assertThat(evaluate(csv, "--model", model, "--image", "wide").err()).contains("expected HEIGHTxWIDTH");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        refuses("no such file: nowhere.csv", "nowhere.csv", "--model", model);
        refuses("no such file: nowhere.sluice", csv, "--model", "nowhere.sluice");
        refuses("there is no folder", csv, "--model", model, "--report", in("none/r.json"));
        refuses("not a model artifact", csv, "--model", csv);
        refuses("has no column lable; it has a, b, c, kind, part", csv, "--model", model, "--label", "lable");
        refuses("has no column s; it has", csv, "--model", model, "--split-column", "s");
        refuses("none says \"train\"", csv, "--model", model, "--split-column", "kind");
    }

    private void refuses(String message, String... options) {
        CommandRun run = evaluate(options);
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
    }

    @Test
    void tooFewRowsOrClassesAreRefused() throws IOException {
        refuses("expected 1 to 160", csv, "--model", model, "--label", "kind", "--neighbours", "161");
        refuses("all training rows are of class \"train\"", csv, "--model", model, "--label", "part", "--split", "0.1");
        Files.writeString(folder.resolve("empty.csv"), "");
        Files.writeString(folder.resolve("empty.ndjson"), "\n\n");
        Files.writeString(folder.resolve("array.json"), "[{\"a\":1}]\n");
        Files.writeString(folder.resolve("bad.jsonl"), "{\"a\":\"x\"}\nnonsense\n");
        Files.writeString(folder.resolve("head.csv"), "a,b,c\n");
        Files.writeString(folder.resolve("other.csv"), "x,y\n1,2\n3,4\n");
        refuses("is empty", in("empty.csv"), "--model", model);
        refuses("is empty: expected one JSON object a line", in("empty.ndjson"), "--model", model);
        refuses("jq -c '.[]'", in("array.json"), "--model", model);
        refuses("0 of 2 records to learn from can be decoded", in("bad.jsonl"), "--model", model);
        refuses("0 of 0 records to learn from can be decoded, at least 2", in("head.csv"), "--model", model);
        refuses("a", in("other.csv"), "--model", model);
        refuses("2 of 2 records to learn from can be decoded, at least 20", in("other.csv"));
    }

    @Test
    void optionsThatContradictEachOtherAreUsageErrors() {
        for (String[] options : new String[][] {
            {},
            {csv, "--test", csv},
            {"--train", csv},
            {csv, "--split", "1"},
            {csv, "--split", "0.5", "--split-column", "part"},
            {"--train", csv, "--test", csv, "--shuffle"},
            {csv, "--last", "5"},
            {csv, "--model-version", "2"},
            {csv, "--model", model, "--save", in("x")},
            {csv, "--max-test", "0"}
        }) {
            CommandRun run = evaluate(options);
            assertThat(run.exitCode()).as(String.join(" ", options)).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("See `sluice evaluate --help`");
        }
    }
}
