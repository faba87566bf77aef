package dev.sluice.record;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Slots;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes records that are one CSV line each, in UTF-8, without a header. An empty cell, and NaN, NA, null and inf in any
 * case, are missing; anything else in a feature's column must be a decimal number. A cell may be quoted with {@code "}.
 */
public final class CsvDecoder implements RecordDecoder {

    private static final int NONE = -1;

    private final CsvLine line;
    private final CsvFeature[] features;
    private final double maxMissing;
    private final String entityField;
    private final int entityColumn;
    private final String timestampField;
    private final int timestampColumn;

    /**
     * @param columns the names of all columns, in order
     * @throws IllegalArgumentException where the layout names a field that is not a column
     */
    public CsvDecoder(List<String> columns, char separator, RecordLayout layout) {
        this.line = new CsvLine(columns.size(), separator);
        this.features = features(columns, layout.features());
        this.maxMissing = layout.maxMissing();
        this.entityField = layout.entityField();
        this.entityColumn = entityField == null ? NONE : column(columns, entityField);
        this.timestampField = layout.timestampField();
        this.timestampColumn = timestampField == null ? NONE : column(columns, timestampField);
    }

    private static CsvFeature[] features(List<String> columns, List<FeatureSpec> specs) {
        Slots slots = new Slots(specs);
        List<CsvFeature> features = new ArrayList<>();
        for (int j = 0; j < specs.size(); j++) {
            FeatureSpec spec = specs.get(j);
            if (spec.type() == FeatureType.TIME) {
                continue; // comes from no column of its own
            }
            int[] own = CsvColumns.of(columns, spec);
            if (own.length == 0) {
                throw absent(columns, spec.field());
            }
            features.add(new CsvFeature(spec, own, slots.value(j), slots.text(j)));
        }
        return features.toArray(CsvFeature[]::new);
    }

    private static IllegalArgumentException absent(List<String> columns, String field) {
        return new IllegalArgumentException("field \"" + field + "\" is not one of the columns " + columns);
    }

    private static int column(List<String> columns, String field) {
        int column = columns.indexOf(field);
        if (column < 0) {
            throw absent(columns, field);
        }
        return column;
    }

    @Override
    public void decode(byte[] value, Telemetry into) throws BadRecordException {
        into.clear();
        String[] cells = line.split(value);
        for (CsvFeature feature : features) {
            feature.read(cells, into.observation);
        }
        if (entityColumn != NONE && !cells[entityColumn].isEmpty()) {
            into.entity(EntityName.checked(entityField, cells[entityColumn]));
        }
        if (timestampColumn != NONE && !DecimalText.isMissing(cells[timestampColumn])) {
            into.timestamp(EpochMillis.ofText(timestampField, cells[timestampColumn]));
        }
        into.requireEnough(maxMissing);
    }
}
