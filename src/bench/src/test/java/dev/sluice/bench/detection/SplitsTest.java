package dev.sluice.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.data.Frame;
import dev.sluice.bench.report.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows and columns each protocol fits on and judges. */
class SplitsTest {

    @TempDir
    Path data;

    private BenchRun run() {
        return new BenchRun(false, data, data, step -> {});
    }

    @Test
    void adbenchIsFittedOnTheRowsMarkedAsTraining() throws IOException {
        Path file = Files.createDirectories(data.resolve("adbench-dev")).resolve("cardio.csv");
        Files.writeString(file, "f0,f1,label,split\n1,2,0,train\n3,4,1,test\n5,6,0,train\n7,8,0,test\n");

        Split split = AdbenchData.CLEAN.load(run(), "cardio", 1);

        assertThat(split.train()).isEqualTo(new Frame(List.of("f0", "f1"), List.of(row("1", "2"), row("5", "6"))));
        assertThat(split.test())
                .isEqualTo(new Frame(List.of("f0", "f1", "label"), List.of(row("3", "4", "1"), row("7", "8", "0"))));
    }

    @Test
    void skabIsFittedOnTheFirstFourHundredRowsAndJudgedOnTheRest() {
        List<List<String>> rows = IntStream.range(0, 410)
                .mapToObj(i -> row("2020-03-09 10:14:33", "" + i, "x", i == 405 ? "1.0" : "0.0", "1.0"))
                .toList();
        Frame file = new Frame(List.of("datetime", "Current", "Pressure", "anomaly", "changepoint"), rows);

        Split split = SkabData.split(file);

        assertThat(split.train().columns()).containsExactly("Current", "Pressure");
        assertThat(split.train().size()).isEqualTo(400);
        assertThat(split.train().rows().get(399)).isEqualTo(row("399", "x"));
        assertThat(split.test().columns()).containsExactly("Current", "Pressure", "label");
        assertThat(split.test().size()).isEqualTo(10);
        assertThat(split.test().rows().get(0)).isEqualTo(row("400", "x", "0.0"));
        assertThat(split.test().flags("label"))
                .containsExactly(false, false, false, false, false, true, false, false, false, false);
    }

    @Test
    void skabHasItsExperimentsInThreeFolders() throws IOException {
        for (String name : List.of("valve1/1.csv", "valve2/0.csv", "other/9.csv", "anomaly-free/anomaly-free.csv")) {
            Path file = data.resolve("skab").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "a;b\n1;2\n");
        }
        assertThat(SkabData.files(run()).stream()
                        .map(f -> data.resolve("skab").relativize(f).toString()))
                .containsExactly("valve1/1.csv", "valve2/0.csv", "other/9.csv");
        assertThat(SkabData.read(data.resolve("skab/valve1/1.csv")).columns()).containsExactly("a", "b");
    }

    @Test
    void aServersHistoryIsCutAtFourFifths() throws IOException {
        Path file = Files.createDirectories(data.resolve("smd")).resolve("machine-1-7_train.csv.gz");
        Files.writeString(file, "m0\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        Split split = SmdData.MACHINES.heldOut(run(), "machine-1-7");
        assertThat(split.train().size()).isEqualTo(8);
        assertThat(split.test().rows()).containsExactly(row("8"), row("9"));
    }

    private static List<String> row(String... cells) {
        return List.of(cells);
    }
}
