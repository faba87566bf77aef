package dev.sluice.cli.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.table.CsvRows;
import dev.sluice.pipeline.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSourcesTest {

    private static final long DAY = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("f"), text);
    }

    private static List<Outgoing> all(RecordSource source) throws IOException {
        List<Outgoing> records = new ArrayList<>();
        try (source) {
            for (Outgoing record = source.next(); record != null; record = source.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private RecordSource json(String csv, String key, RecordTimes times, String... ignored) throws IOException {
        CsvRows rows = CsvRows.open(file(csv), null);
        return new CsvSource(
                folder.resolve("f"), rows, new JsonRowEncoder(rows.columns(), Set.of(ignored)), key, times);
    }

    private static List<String> values(List<Outgoing> records) {
        return records.stream().map(r -> new String(r.value(), UTF_8)).toList();
    }

    @Test
    void rowsBecomeJsonObjects() throws IOException {
        List<Outgoing> records = all(json(
                "id,x,note,label\n7,0.10,\"a \"\"b\"\"\",1\n007,,NaN,0\n8,.5,2024-01-01,1\n",
                "id",
                RecordTimes.OF_SENDING,
                "label"));
        assertThat(values(records))
                .containsExactly(
                        "{\"id\":7,\"x\":0.10,\"note\":\"a \\\"b\\\"\"}",
                        "{\"id\":7.0}",
                        "{\"id\":8,\"x\":0.5,\"note\":\"2024-01-01\"}");
        assertThat(records).extracting(r -> new String(r.key(), UTF_8)).containsExactly("7", "007", "8");
        assertThat(records).extracting(Outgoing::timestamp).containsOnlyNulls();
    }

    @Test
    void anEmptyKeyIsNone() throws IOException {
        assertThat(all(json("k,x\n,1\n", "k", RecordTimes.OF_SENDING)).get(0).key())
                .isNull();
    }

    @Test
    void timesAreSpacedEvenlyFromTheStart() throws IOException {
        RecordTimes times = new RecordTimes(null, Instant.ofEpochMilli(DAY), Duration.ofMinutes(1));
        assertThat(all(json("x\n1\n2\n3\n", null, times)))
                .extracting(Outgoing::timestamp)
                .containsExactly(DAY, DAY + 60_000, DAY + 120_000);
    }

    @Test
    void timesComeFromAColumnInAnyOfTheUsualForms() throws IOException {
        RecordTimes times = new RecordTimes("t", null, null);
        assertThat(all(json("t,x\n2026-01-01T00:00:00Z,1\n" + DAY + ",2\n" + DAY / 1000 + ",3\n", null, times)))
                .extracting(Outgoing::timestamp)
                .containsOnly(DAY);
    }

    @Test
    void aTimeThatIsNoneNamesItsLine() throws IOException {
        RecordSource source =
                json("t,x\n2026-01-01T00:00:00Z,1\nyesterday,2\n", null, new RecordTimes("t", null, null));
        assertThatThrownBy(() -> all(source))
                .hasMessageContaining("line 3: t: expected a time")
                .hasMessageEndingWith("got string \"yesterday\"");
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> json("a,b\n1,2\n", "c", RecordTimes.OF_SENDING))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--key: ")
                .hasMessageEndingWith("has no column \"c\"; its columns are [a, b]");
    }

    @Test
    void rowsBecomeCsvWithoutTheHeader() throws IOException {
        CsvRows rows = CsvRows.open(file("a;b;label\n1,5;\"x;\"\"y\";0\n"), null);
        RecordSource source = new CsvSource(
                folder.resolve("f"),
                rows,
                new CsvRowEncoder(rows.columns(), Set.of("label"), rows.separator()),
                null,
                RecordTimes.OF_SENDING);
        assertThat(values(all(source))).containsExactly("1,5;\"x;\"\"y\"");
    }

    @Test
    void linesAreSentAsTheyAreBrokenOrNot() throws IOException {
        Path file = Files.write(folder.resolve("l"), new byte[] {'{', '\r', '\n', '\n', (byte) 0xff, 'x', '\n', ' '});
        List<Outgoing> records = all(new LineSource(file, null, RecordTimes.OF_SENDING));
        assertThat(records)
                .extracting(Outgoing::value)
                .containsExactly(new byte[] {'{'}, new byte[] {(byte) 0xff, 'x'}, new byte[] {' '});
    }

    @Test
    void linesOfJsonHaveKeysAndTimes() throws IOException {
        Path file = file("{\"n\":{\"d\":9},\"d\":\"a\",\"t\":" + DAY + "}\n{\"d\":7}\n{\"d\":{}}\nno json\n");
        List<Outgoing> records = all(new LineSource(file, "d", new RecordTimes("t", null, null)));
        assertThat(records)
                .extracting(r -> r.key() == null ? null : new String(r.key(), UTF_8))
                .containsExactly("a", "7", null, null);
        assertThat(records).extracting(Outgoing::timestamp).containsExactly(DAY, null, null, null);
    }

    @Test
    void theFormatFollowsTheFilesName() {
        assertThat(RecordFormat.of(Path.of("a.csv.gz"))).isEqualTo(RecordFormat.JSON);
        assertThat(RecordFormat.of(Path.of("a.JSONL.gz"))).isEqualTo(RecordFormat.LINES);
        assertThat(RecordFormat.of(Path.of("x/a.json"))).isEqualTo(RecordFormat.LINES);
    }
}
