package dev.sluice.packed;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.record.CsvColumns;
import dev.sluice.record.RecordLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds the holes in CSV lines. A cell in quotes is kept as it is. */
public final class CsvCutter implements Cutter {

    private static final int TIME = -3;
    private static final int ENTITY = -4;

    private final byte[] separator;
    private final int[] first; // [columns]: the field of a cell's first number, or one of the above
    private final int[] numbers; // [columns]: how many a cell has

    /**
     * @param columns the names of all columns, in order
     */
    public CsvCutter(List<String> columns, char separator, RecordLayout layout, NumberFields fields) {
        this.separator = Character.toString(separator).getBytes(StandardCharsets.UTF_8);
        this.first = new int[columns.size()];
        this.numbers = new int[columns.size()];
        Arrays.fill(first, NumberFields.KEPT);
        for (int j = 0; j < layout.features().size(); j++) {
            FeatureSpec spec = layout.features().get(j);
            if (spec.type() == FeatureType.NUMBER || spec.type() == FeatureType.ARRAY) {
                int[] own = CsvColumns.of(columns, spec);
                for (int k = 0; k < own.length; k++) {
                    first[own[k]] = fields.of(j, k);
                    numbers[own[k]] = own.length == 1 ? Math.max(1, spec.size()) : 1;
                }
            }
        }
        mark(columns, layout.entityField(), ENTITY);
        mark(columns, layout.timestampField(), TIME);
    }

    /** @param column null for none */
    private void mark(List<String> columns, String column, int use) {
        if (column != null) {
            first[columns.indexOf(column)] = use;
        }
    }

    @Override
    public void cut(byte[] value, Cut into) {
        int from = 0;
        for (int column = 0; column < first.length; column++) {
            int end = cellEnd(value, from);
            cell(value, from, end, column, into);
            if (end >= value.length) {
                return;
            }
            from = end + separator.length;
        }
    }

    private int cellEnd(byte[] value, int from) {
        boolean quoted = false;
        int end = from;
        while (end < value.length && (quoted || !isSeparator(value, end))) {
            quoted ^= value[end] == '"';
            end++;
        }
        return end;
    }

    private boolean isSeparator(byte[] value, int at) {
        return Arrays.equals(value, at, Math.min(value.length, at + separator.length), separator, 0, separator.length);
    }

    /** Spaces around it, and what ends the line, are no part of a cell. */
    private void cell(byte[] value, int cellFrom, int cellTo, int column, Cut into) {
        int from = cellFrom;
        int to = cellTo;
        while (from < to && value[from] >= 0 && value[from] <= ' ') {
            from++;
        }
        while (to > from && value[to - 1] >= 0 && value[to - 1] <= ' ') {
            to--;
        }
        if (from == to || value[from] == '"' || first[column] == NumberFields.KEPT) {
            into.literal(from, to);
        } else if (first[column] == TIME) {
            into.time(from, to);
        } else if (first[column] == ENTITY) {
            into.entity(from, to);
        } else if (numbers[column] == 1 || first[column] == NumberFields.LEFT_OUT) {
            into.decimal(from, to, first[column], true);
        } else {
            list(value, from, to, column, into);
        }
    }

    private void list(byte[] value, int from, int to, int column, Cut into) {
        int element = 0;
        int at = from;
        while (at < to) {
            int start = at;
            while (at < to && " ;\t,[]".indexOf(value[at]) < 0) {
                at++;
            }
            if (at > start && element < numbers[column]) {
                into.decimal(start, at, first[column] + element, true);
                element++;
            } else if (at > start) {
                into.literal(start, at);
            }
            at++;
        }
    }
}
