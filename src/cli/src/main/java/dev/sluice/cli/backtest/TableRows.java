package dev.sluice.cli.backtest;

import dev.sluice.cli.table.CsvTable;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a CSV file as the live path would see them: each becomes the bytes of a CSV record and goes through the
 * pipeline's own decoder.
 */
final class TableRows {

    private static final int SAMPLES = 1_000;

    private final CsvTable table;
    private final InputConfig input;

    /** @param file what to call the table in messages */
    TableRows(CsvTable table, String file) {
        this.table = table;
        this.input = new InputConfig(file, Format.CSV, InputConfig.KEY, InputConfig.RECORD, table.columns(), ',');
    }

    int size() {
        return table.rows();
    }

    InputConfig input() {
        return input;
    }

    /** The numeric columns but those left out, as {@code features: auto} finds them. */
    List<FeatureSpec> inferFeatures(Collection<String> leftOut) {
        List<byte[]> samples = new ArrayList<>();
        // Spread over the file: a column that is empty at first may not be later.
        int step = Math.max(1, table.rows() / SAMPLES);
        for (int row = 0; row < table.rows(); row += step) {
            samples.add(record(row));
        }
        return FeatureInference.infer(input, samples).stream()
                .filter(f -> !leftOut.contains(f.field()))
                .toList();
    }

    /** @throws ConfigException naming the columns that are not there */
    void requireColumns(Collection<String> wanted) {
        Set<String> absent = new LinkedHashSet<>(wanted);
        table.columns().forEach(absent::remove);
        if (!absent.isEmpty()) {
            throw new ConfigException(input.topic() + ": no column " + String.join(", ", absent) + "; it has "
                    + String.join(", ", table.columns()));
        }
    }

    /**
     * Decodes all rows.
     *
     * @return {@code double[rows][]}: values in the order of the features, NaN where missing; null for a row that the
     *     live path would make a dead letter
     */
    double[][] decode(List<FeatureSpec> features) {
        RecordDecoder decoder =
                input.decoder(features.stream().map(FeatureSpec::field).toList());
        Telemetry telemetry = new Telemetry(features.size());
        double[][] rows = new double[table.rows()][];
        for (int row = 0; row < rows.length; row++) {
            try {
                decoder.decode(record(row), telemetry);
                rows[row] = telemetry.values.clone();
            } catch (BadRecordException e) {
                rows[row] = null;
            }
        }
        return rows;
    }

    /**
     * Reads a 0/1 column.
     *
     * @throws ConfigException naming the row that holds something else
     */
    boolean[] labels(String column) {
        requireColumns(List.of(column));
        int index = table.indexOf(column);
        boolean[] labels = new boolean[table.rows()];
        for (int row = 0; row < labels.length; row++) {
            String cell = table.cell(row, index).strip();
            boolean anomaly = cell.matches("1(\\.0*)?");
            if (!anomaly && !cell.matches("0(\\.0*)?")) {
                throw new ConfigException(
                        input.topic() + ", row " + row + ": expected 0 or 1 in " + column + ", got \"" + cell + "\"");
            }
            labels[row] = anomaly;
        }
        return labels;
    }

    private byte[] record(int row) {
        StringBuilder line = new StringBuilder();
        for (String cell : table.row(row)) {
            line.append(line.isEmpty() ? "" : ",").append(quoted(cell));
        }
        // An empty first cell must still count as one.
        return (table.columns().size() > 1 || !line.isEmpty() ? line.toString() : "\"\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String cell) {
        return cell.isEmpty() || cell.matches("[^,\"\\r\\n]+") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
