package dev.sluice.cli.backtest;

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

class BacktestIT {

    @TempDir
    Path folder;

    private Path train;
    private Path test;

    @BeforeEach
    void writeTables() throws IOException {
        Random random = new Random(12);
        List<String> rows = new ArrayList<>(List.of("when;a;b;c;label"));
        for (int i = 0; i < 400; i++) {
            rows.add(row(i, random, false));
        }
        train = Files.write(folder.resolve("train.csv"), rows);
        rows = new ArrayList<>(List.of("when;a;b;c;label"));
        for (int i = 0; i < 200; i++) {
            rows.add(i == 77 ? "row 77;1;warm;3;0" : row(i, random, i % 20 == 3));
        }
        test = Files.write(folder.resolve("test.csv"), rows);
    }

    /** b follows a, except where something broke. */
    private static String row(int i, Random random, boolean broken) {
        double a = random.nextGaussian();
        double b = (broken ? -a + 4 : a) * 5 + 0.1 * random.nextGaussian();
        return String.format(Locale.ROOT, "row %d;%.4f;%.4f;%.4f;%d", i, a, b, random.nextGaussian(), broken ? 1 : 0);
    }

    @Test
    void everyTypeOfFeatureGoesFromTheTableToTheScore() throws IOException {
        Random random = new Random(5);
        List<String> rows = new ArrayList<>(List.of("host,x,on,status,p0,p1,message,label"));
        for (int i = 0; i < 600; i++) {
            boolean broken = i > 500 && i % 10 == 0;
            rows.add(String.format(
                    Locale.ROOT,
                    "h%d,%.3f,%s,%s,%d,%d,job %d done in %d ms,%d",
                    i % 2,
                    100 * (i % 2) + random.nextGaussian(),
                    i % 3 == 0,
                    broken ? "crashed" : i % 4 == 0 ? "idle" : "busy",
                    i % 7,
                    6 - i % 7,
                    i,
                    random.nextInt(90),
                    broken ? 1 : 0));
        }
        Path table = Files.write(folder.resolve("mixed.csv"), rows);
        Path config = Files.writeString(folder.resolve("mixed.yaml"), """
                pipeline: jobs
                input:
                  topic: jobs
                  format: csv
                  entity: host
                  normalize: entity
                  columns: [host, x, on, status, p0, p1, message, label]
                features:
                  - x
                  - {field: on, type: boolean}
                  - {field: status, type: categorical, top: 2}
                  - {field: p, type: array, size: 2}
                  - {type: time, of: [hour-of-day]}
                  - {field: message, type: text, dimensions: 16}
                training: {max-epochs: 5}
                """);
        Path report = folder.resolve("mixed.json");

        CommandRun run = CommandRun.sluice(
                "backtest",
                "--config",
                config.toString(),
                "--train",
                table.toString(),
                "--test",
                table.toString(),
                "--label",
                "label",
                "--report",
                report.toString());

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(report).content().contains("\"@time\"").contains("\"status\"");
    }

    @Test
    void writesALineForEachTestRowInOrderAndTheFiguresAsJson() throws IOException {
        Path scores = folder.resolve("scores.csv");
        Path report = folder.resolve("report.json");

        CommandRun run = CommandRun.sluice(
                "backtest",
                "--train",
                train.toString(),
                "--test",
                test.toString(),
                "--label",
                "label",
                "--out",
                scores.toString(),
                "--report",
                report.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        List<String> lines = Files.readAllLines(scores);
        assertThat(lines).hasSize(201);
        assertThat(lines.get(0)).isEqualTo("row,score,p_value,reconstruction_error,anomaly,label,fields");
        for (int row = 0; row < 200; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            assertThat(cells[0]).isEqualTo(Integer.toString(row));
            assertThat(cells[5]).isEqualTo(row % 20 == 3 ? "1" : "0");
            if (row == 77) {
                assertThat(cells[1]).as("could not be decoded").isEmpty();
                assertThat(cells[6]).isEmpty();
            } else {
                assertThat(cells[4]).isEqualTo(Double.parseDouble(cells[1]) >= 1 ? "1" : "0");
                assertThat(Double.parseDouble(cells[2])).isGreaterThan(0).isLessThanOrEqualTo(1);
                assertThat(cells[6]).matches("[abc]:[0-9.e-]+( [abc]:[0-9.e-]+){0,2}");
            }
        }
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.get("auroc").asDouble()).isGreaterThan(0.95);
        assertThat(json.get("auprc").asDouble()).isGreaterThan(0.8);
        assertThat(json.get("features").asInt()).isEqualTo(3);
        assertThat(json.get("rowsTrain").asInt()).isEqualTo(400);
        assertThat(json.get("rowsTest").asInt()).isEqualTo(200);
        assertThat(json.get("deadLetters").asInt()).isEqualTo(1);
        assertThat(json.get("losses").get("validation"))
                .hasSameSizeAs(json.get("losses").get("train"));
        assertThat(json.get("secondsTrain").asDouble()).isPositive();
        assertThat(json.get("microsPerRecord").asDouble()).isPositive();
        assertThat(run.out()).contains("AUROC").contains("dead letters");
    }

    @Test
    void theLabelIsNeverFittedOnAndTheSameSeedGivesTheSameScores() throws IOException {
        Path with = folder.resolve("with.csv");
        Path without = folder.resolve("without.csv");
        CommandRun.sluice(
                "backtest",
                "--train",
                train.toString(),
                "--test",
                test.toString(),
                "--label",
                "label",
                "--seed",
                "7",
                "--out",
                with.toString());
        CommandRun.sluice(
                "backtest",
                "--train",
                train.toString(),
                "--test",
                test.toString(),
                "--ignore",
                "label",
                "--seed",
                "7",
                "--out",
                without.toString());
        List<String> labelled = Files.readAllLines(with);
        List<String> plain = Files.readAllLines(without);
        assertThat(plain.get(0)).isEqualTo("row,score,p_value,reconstruction_error,anomaly,fields");
        assertThat(labelled.stream()
                        .map(l -> l.replaceFirst(",(label|[01]),(?=[^,]*$)", ","))
                        .toList())
                .isEqualTo(plain);
    }

    @Test
    void theBudgetOfTheCommandLineDecidesHowManyRowsAreAnomalies() throws IOException {
        Path report = folder.resolve("report.json");
        CommandRun run = CommandRun.sluice(
                "backtest",
                "--train",
                train.toString(),
                "--test",
                test.toString(),
                "--budget",
                "1 per 20 records",
                "--report",
                report.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(new ObjectMapper()
                        .readTree(report.toFile())
                        .get("alertProbability")
                        .asDouble())
                .isEqualTo(0.05);
        assertThat(CommandRun.sluice(
                        "backtest", "--train", train.toString(), "--test", test.toString(), "--budget", "often"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.CONFIG))
                .satisfies(r -> assertThat(r.err()).contains("--budget: expected", "got \"often\""));
    }

    @Test
    void aFileOrColumnThatIsNotThereIsNamed() {
        assertThat(CommandRun.sluice("backtest", "--train", "nowhere.csv", "--test", test.toString()))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.CONFIG))
                .satisfies(r -> assertThat(r.err()).contains("no such file: nowhere.csv"));
        assertThat(CommandRun.sluice(
                        "backtest", "--train", train.toString(), "--test", test.toString(), "--label", "lable"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.CONFIG))
                .satisfies(r -> assertThat(r.err()).contains("no column lable; it has when, a, b, c, label"));
        assertThat(CommandRun.sluice(
                        "backtest", "--train", train.toString(), "--test", test.toString(), "--label", "a"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.CONFIG))
                .satisfies(r -> assertThat(r.err()).contains("expected 0 or 1 in a, got"));
    }
}
