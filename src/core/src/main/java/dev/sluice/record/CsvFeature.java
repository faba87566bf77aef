package dev.sluice.record;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import java.util.Arrays;
import java.util.Locale;

/** Takes one feature out of the cells of a CSV line. Immutable. */
final class CsvFeature {

    private static final String BOOLEAN = "true, false, 0 or 1";

    private final FeatureSpec spec;
    private final int[] columns;
    private final int value;
    private final int text;

    /**
     * @param columns as {@link CsvColumns} finds them, at least one
     * @param value the feature's first number in the observation
     * @param text the feature's text in the observation
     */
    CsvFeature(FeatureSpec spec, int[] columns, int value, int text) {
        this.spec = spec;
        this.columns = columns;
        this.value = value;
        this.text = text;
    }

    void read(String[] cells, Observation into) throws BadRecordException {
        String cell = cells[columns[0]];
        switch (spec.type()) {
            case NUMBER -> into.values[value] = DecimalText.parse(spec.field(), cell);
            case BOOLEAN -> into.values[value] = bool(cell);
            case CATEGORICAL, TEXT -> into.texts[text] = cell.isEmpty() ? null : spec.kept(cell);
            case ARRAY -> {
                if (columns.length == 1) {
                    list(cell, into.values);
                } else {
                    each(cells, into.values);
                }
            }
            case TIME -> {}
        }
    }

    private double bool(String cell) throws BadRecordException {
        return switch (cell.length() > 5 ? cell : cell.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> 1;
            case "false", "0" -> 0;
            default -> {
                if (DecimalText.isMissing(cell)) {
                    yield Double.NaN;
                }
                throw new BadRecordException(spec.field(), BOOLEAN, "\"" + Untrusted.brief(cell) + "\"");
            }
        };
    }

    /** A column for each: all there, or all missing. */
    private void each(String[] cells, double[] values) throws BadRecordException {
        int missing = -1;
        boolean any = false;
        for (int k = 0; k < columns.length; k++) {
            double x = DecimalText.parse(spec.field(), cells[columns[k]]);
            values[value + k] = x;
            if (Double.isNaN(x)) {
                missing = missing < 0 ? k : missing;
            } else {
                any = true;
            }
        }
        if (any && missing >= 0) {
            throw notFinite(missing, cells[columns[missing]]);
        }
    }

    /** All in one cell, with spaces or semicolons in between, in brackets or not. */
    private void list(String cell, double[] values) throws BadRecordException {
        int size = spec.size();
        if (cell.isEmpty() || (size > 1 && DecimalText.isMissing(cell))) {
            Arrays.fill(values, value, value + size, Double.NaN);
            return;
        }
        int from = cell.startsWith("[") ? 1 : 0;
        int to = cell.endsWith("]") ? cell.length() - 1 : cell.length();
        int count = 0;
        while (from < to) {
            int end = from;
            while (end < to && !isSeparator(cell.charAt(end))) {
                end++;
            }
            if (end > from) {
                if (count < size) {
                    String element = cell.substring(from, end);
                    double x = DecimalText.parse(spec.field(), element);
                    if (Double.isNaN(x)) {
                        throw notFinite(count, element);
                    }
                    values[value + count] = x;
                }
                count++;
            }
            from = end + 1;
        }
        if (count != size) {
            throw new BadRecordException(spec.field(), size + " numbers separated by spaces or \";\"", count + "");
        }
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == ';' || c == '\t' || c == ',';
    }

    private BadRecordException notFinite(int index, String element) {
        return new BadRecordException(
                spec.field(), "a finite number at element " + index, "\"" + Untrusted.brief(element) + "\"");
    }
}
