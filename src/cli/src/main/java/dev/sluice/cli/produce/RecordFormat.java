package dev.sluice.cli.produce;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How the values of records are written: {@code --format}. */
enum RecordFormat {
    /** Each row of a CSV file as a JSON object. */
    JSON,
    /** Each row of a CSV file as a line of CSV, the header left out. */
    CSV,
    /** Each row of a CSV file in Avro, with a schema made from the file. */
    AVRO,
    /** Each line of any file as it is. */
    LINES;

    private static final List<String> OF_LINES = List.of(".jsonl", ".ndjson", ".json");

    /** What a file is sent as where nothing is said. */
    static RecordFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return OF_LINES.stream().anyMatch(name::endsWith) ? LINES : JSON;
    }
}
