package dev.sluice.record;

import java.util.List;

/**
 * Decodes records that are one CSV line each, in UTF-8, without a header. An empty cell, and NaN, NA, null and inf in any
 * case, are missing; anything else in a feature's column must be a decimal number. A cell may be quoted with {@code "}.
 */
public final class CsvDecoder implements RecordDecoder {

    private static final int NONE = -1;

    private final CsvLine line;
    private final List<String> features;
    private final int[] featureColumns; // [features]
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
        this.features = layout.features();
        this.featureColumns =
                features.stream().mapToInt(f -> column(columns, f)).toArray();
        this.entityField = layout.entityField();
        this.entityColumn = entityField == null ? NONE : column(columns, entityField);
        this.timestampField = layout.timestampField();
        this.timestampColumn = timestampField == null ? NONE : column(columns, timestampField);
    }

    private static int column(List<String> columns, String field) {
        int column = columns.indexOf(field);
        if (column < 0) {
            throw new IllegalArgumentException("field \"" + field + "\" is not one of the columns " + columns);
        }
        return column;
    }

    @Override
    public void decode(byte[] value, Telemetry into) throws BadRecordException {
        into.clear();
        String[] cells = line.split(value);
        for (int j = 0; j < featureColumns.length; j++) {
            into.values[j] = DecimalText.parse(features.get(j), cells[featureColumns[j]]);
        }
        if (entityColumn != NONE && !cells[entityColumn].isEmpty()) {
            into.entity(EntityName.checked(entityField, cells[entityColumn]));
        }
        if (timestampColumn != NONE && !DecimalText.isMissing(cells[timestampColumn])) {
            into.timestamp(EpochMillis.ofText(timestampField, cells[timestampColumn]));
        }
        into.requireAnyFeature(features.size());
    }
}
