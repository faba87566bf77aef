package dev.sluice.cli.demo;

import dev.sluice.cli.table.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The telemetry that ships with Sluice: one machine of the Server Machine Dataset, 38 metrics, one row a minute. The
 * label of the live rows is kept apart: it never reaches Kafka.
 */
final class Sample {

    /** The machine: the entity of every record. */
    static final String ENTITY = "machine-1-7";

    private static final String LABEL = "label";

    private final CsvTable history;
    private final CsvTable live;
    private final int features;
    private final boolean[] labels;

    private Sample(CsvTable history, CsvTable live) {
        this.history = history;
        this.live = live;
        this.features = history.columns().size();
        this.labels = new boolean[live.rows()];
        int label = live.indexOf(LABEL);
        for (int row = 0; row < labels.length; row++) {
            labels[row] = live.cell(row, label).equals("1");
        }
    }

    /** Reads the sample out of the jar, by way of the work folder. */
    static Sample load(Path folder) throws IOException {
        return new Sample(table("_train", folder), table("_test", folder));
    }

    private static CsvTable table(String part, Path folder) throws IOException {
        String name = ENTITY + part + ".csv.gz";
        Path file = folder.resolve(name);
        try (InputStream in = Sample.class.getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        return CsvTable.read(file, ',');
    }

    int historyRows() {
        return history.rows();
    }

    int liveRows() {
        return live.rows();
    }

    /** Names of the metrics. */
    List<String> fields() {
        return history.columns();
    }

    /** Per live row: whether it belongs to a known incident. */
    boolean[] labels() {
        return labels.clone();
    }

    byte[] historyRecord(int row) {
        return json(history, row);
    }

    byte[] liveRecord(int row) {
        return json(live, row);
    }

    private byte[] json(CsvTable table, int row) {
        StringBuilder json = new StringBuilder(features * 16).append('{');
        for (int j = 0; j < features; j++) {
            json.append(j == 0 ? "\"" : ",\"")
                    .append(table.columns().get(j))
                    .append("\":")
                    .append(table.cell(row, j));
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
