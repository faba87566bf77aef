package dev.sluice.record;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the columns of a CSV record that make a feature. An array is one column whose cells hold all its numbers, or a
 * column for each: {@code pixel0, pixel1, …}, also written {@code pixel_0}, {@code pixel.0}, {@code pixel-0},
 * {@code pixel[0]} or {@code pixel 0}, counted from 0 or 1.
 */
public final class CsvColumns {

    private CsvColumns() {}

    private record Numbered(int number, int column) {}

    /**
     * @param columns the names of all columns, in order
     * @return indexes in {@code columns}, in the order of the elements; empty where there are none that fit
     */
    public static int[] of(List<String> columns, FeatureSpec spec) {
        int own = columns.indexOf(spec.field());
        if (own >= 0) {
            return new int[] {own};
        }
        return spec.type() == FeatureType.ARRAY ? numbered(columns, spec) : new int[0];
    }

    private static int[] numbered(List<String> columns, FeatureSpec spec) {
        Pattern name = Pattern.compile(Pattern.quote(spec.field()) + "(?:[_. -]?(\\d{1,6})|\\[(\\d{1,6})\\])");
        List<Numbered> found = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Matcher matcher = name.matcher(columns.get(c));
            if (matcher.matches()) {
                String number = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                found.add(new Numbered(Integer.parseInt(number), c));
            }
        }
        found.sort(Comparator.comparingInt(Numbered::number));
        int first = found.isEmpty() ? 0 : found.get(0).number();
        boolean fits = found.size() == spec.size() && first <= 1;
        for (int i = 0; fits && i < found.size(); i++) {
            fits = found.get(i).number() == first + i;
        }
        return fits ? found.stream().mapToInt(Numbered::column).toArray() : new int[0];
    }
}
