package dev.sluice.cli.encoding;

import dev.sluice.cli.table.FieldText;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;
import java.util.ArrayList;
import java.util.List;

/**
 * Records as the scorer's decoder reads them, with their labels. Records that would be dead letters are left out, and
 * counted.
 */
public final class LabelledRows {

    private static final long ROW_TO_ROW_MILLIS = 60_000;

    private final Observation[] rows;
    private final String[] labels;
    private final int bad;
    private final String firstBad;

    LabelledRows(Observation[] rows, String[] labels, int bad, String firstBad) {
        this.rows = rows;
        this.labels = labels;
        this.bad = bad;
        this.firstBad = firstBad;
    }

    /**
     * @param features what to take from the records
     * @param label field to read labels from, or null for none
     */
    public static LabelledRows decode(
            InputConfig input, List<FeatureSpec> features, List<byte[]> records, String label) {
        RecordDecoder decoder = input.decoder(features);
        FieldText text = new FieldText(input);
        Telemetry telemetry = new Telemetry(features);
        List<Observation> rows = new ArrayList<>(records.size());
        List<String> labels = new ArrayList<>(records.size());
        int bad = 0;
        String firstBad = null;
        for (byte[] record : records) {
            try {
                decoder.decode(record, telemetry);
                telemetry.observation.at(rows.size() * ROW_TO_ROW_MILLIS, EntityHash.of(telemetry.entityBytes()));
                rows.add(telemetry.observation.copy());
                labels.add(label == null ? null : text.of(record, label));
            } catch (BadRecordException e) {
                bad++;
                firstBad = firstBad == null ? e.getMessage() : firstBad;
            }
        }
        return new LabelledRows(rows.toArray(Observation[]::new), labels.toArray(String[]::new), bad, firstBad);
    }

    public int size() {
        return rows.length;
    }

    /** {@code Observation[rows]}, a minute apart; of one entity where no field names it. */
    public Observation[] rows() {
        return rows;
    }

    /** {@code String[rows]}, null where a record has none. */
    public String[] labels() {
        return labels;
    }

    /** How many records could not be decoded. */
    public int bad() {
        return bad;
    }

    /** Why the first of these could not; null where there is none. */
    public String firstBad() {
        return firstBad;
    }
}
