package dev.sluice.cli.backtest;

import dev.sluice.cli.table.FieldText;
import dev.sluice.cli.table.RecordFile;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Observation;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.CsvColumns;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a file as the live path would see them: each is the bytes of a record and goes through the pipeline's own
 * decoder.
 */
final class TableRows {

    private static final int SAMPLES = 1_000;

    private final RecordFile file;
    private final InputConfig input;

    /** @param settings the pipeline's own input: its entity counts where the records have that field, its timestamp does not */
    TableRows(RecordFile file, InputConfig settings) {
        this.file = file;
        this.input = file.input(settings);
    }

    int size() {
        return file.size();
    }

    InputConfig input() {
        return input;
    }

    /** The numeric columns but those left out, as {@code features: auto} finds them. */
    List<FeatureSpec> inferFeatures(Collection<String> leftOut) {
        return FeatureInference.infer(input, file.samples(SAMPLES)).stream()
                .filter(f -> !leftOut.contains(f.field()))
                .toList();
    }

    /** @throws ConfigException naming the columns that are not there */
    void requireColumns(Collection<String> wanted) {
        Set<String> present = file.fields(file.samples(SAMPLES));
        Set<String> absent = new LinkedHashSet<>(wanted);
        absent.removeAll(present);
        if (!absent.isEmpty()) {
            throw new ConfigException(input.topic() + ": no column " + String.join(", ", absent) + "; it has "
                    + String.join(", ", present));
        }
    }

    /** @throws ConfigException naming the features whose columns are not there */
    void requireFeatures(List<FeatureSpec> features) {
        requireColumns(features.stream()
                .filter(f -> f.type() != FeatureType.TIME
                        && (input.format() != Format.CSV || CsvColumns.of(input.columns(), f).length == 0))
                .map(FeatureSpec::field)
                .toList());
    }

    /**
     * Decodes all rows.
     *
     * @param interval event time from one row to the next: what alerts.budget is counted in
     * @return {@code Observation[rows]}, null for a row that the live path would make a dead letter; all of one entity where
     *     no column names it
     */
    Observation[] decode(List<FeatureSpec> features, Duration interval) {
        RecordDecoder decoder = input.decoder(features);
        Telemetry telemetry = new Telemetry(features);
        Observation[] rows = new Observation[file.size()];
        for (int row = 0; row < rows.length; row++) {
            try {
                decoder.decode(file.records().get(row), telemetry);
                telemetry.observation.at(row * interval.toMillis(), EntityHash.of(telemetry.entityBytes()));
                rows[row] = telemetry.observation.copy();
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
        FieldText text = new FieldText(input);
        boolean[] labels = new boolean[file.size()];
        for (int row = 0; row < labels.length; row++) {
            String cell = String.valueOf(text.of(file.records().get(row), column));
            boolean anomaly = cell.matches("1\\.?");
            if (!anomaly && !cell.matches("0\\.?")) {
                throw new ConfigException(
                        input.topic() + ", row " + row + ": expected 0 or 1 in " + column + ", got \"" + cell + "\"");
            }
            labels[row] = anomaly;
        }
        return labels;
    }
}
