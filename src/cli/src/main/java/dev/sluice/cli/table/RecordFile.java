package dev.sluice.cli.table;

import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The records of a file, as a topic would hold them: the bytes of each, and how a pipeline's decoder is to read them.
 * Files whose names end in {@code .jsonl}, {@code .ndjson} or {@code .json} hold one JSON object a line; all others are
 * CSV, read as {@link CsvRows} reads it. Either may be compressed with gzip.
 */
public final class RecordFile {

    private static final int SAMPLES = 1_000;
    private static final List<String> JSON_LINES = List.of(".jsonl", ".ndjson", ".json");

    private final InputConfig input;
    private final List<byte[]> records;

    private RecordFile(InputConfig input, List<byte[]> records) {
        this.input = input;
        this.records = records;
    }

    /**
     * Reads a whole file. Rows of CSV are checked for their number of cells; lines of JSON are taken as they are, for
     * the decoder to judge.
     *
     * @param separator between the cells of CSV; null to detect it
     * @throws CsvFormatException where the file is empty or no table, naming the line
     */
    public static RecordFile read(Path file, Character separator) throws IOException {
        return isJson(file) ? lines(file) : table(file, separator);
    }

    private static boolean isJson(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return JSON_LINES.stream().anyMatch(name::endsWith);
    }

    private static RecordFile lines(Path file) throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (BufferedInputStream in = TextFile.open(file)) {
            LineBytes lines = new LineBytes(file, in);
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (line.length > 0) {
                    records.add(line);
                }
            }
        }
        if (records.isEmpty()) {
            throw new CsvFormatException(file, "is empty: expected one JSON object a line");
        }
        if (records.get(0)[0] == '[') {
            throw new CsvFormatException(
                    file, 1, "expected one JSON object a line, got an array: `jq -c '.[]'` makes lines of one");
        }
        return new RecordFile(InputConfig.json(file.toString()), records);
    }

    private static RecordFile table(Path file, Character separator) throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file, separator)) {
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                records.add(record(row));
            }
            InputConfig input = new InputConfig(
                    file.toString(), Format.CSV, InputConfig.KEY, InputConfig.RECORD, rows.columns(), ',');
            return new RecordFile(input, records);
        }
    }

    private static byte[] record(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            line.append(c == 0 ? "" : ",").append(quoted(row.get(c)));
        }
        // An empty only cell must still count as one.
        return (line.isEmpty() ? "\"\"" : line.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (",\"\r\n".indexOf(cell.charAt(i)) >= 0) {
                return '"' + cell.replace("\"", "\"\"") + '"';
            }
        }
        return cell;
    }

    /** How many records there are, the header not counted. */
    public int size() {
        return records.size();
    }

    /** How to decode the records; its topic is the file's name. */
    public InputConfig input() {
        return input;
    }

    /**
     * How to decode the records as a pipeline would: its entity counts where the records have that field, its time does
     * not, because the rows of a file are as far apart as the command says.
     *
     * @param settings the pipeline's own input
     */
    public InputConfig input(InputConfig settings) {
        boolean hasEntity =
                settings.entityField() != null && fields(samples(SAMPLES)).contains(settings.entityField());
        return new InputConfig(
                input.topic(),
                input.format(),
                hasEntity ? settings.entity() : InputConfig.KEY,
                InputConfig.RECORD,
                input.columns(),
                input.separator(),
                settings.maxMissing(),
                settings.normalize(),
                settings.derive());
    }

    /** The value bytes of each record, in the order of the file. */
    public List<byte[]> records() {
        return records;
    }

    /**
     * The names of what the records hold: the columns of CSV, or the fields that occur in any of the samples of JSON.
     *
     * @param samples records to look at
     */
    public Set<String> fields(List<byte[]> samples) {
        if (input.format() == Format.CSV) {
            return new LinkedHashSet<>(input.columns());
        }
        return new FieldText(input).names(samples);
    }

    /** Records spread over the whole file: a field that is empty at first may not be later. */
    public List<byte[]> samples(int wanted) {
        int step = Math.max(1, records.size() / wanted);
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < records.size(); i += step) {
            samples.add(records.get(i));
        }
        return samples;
    }
}
