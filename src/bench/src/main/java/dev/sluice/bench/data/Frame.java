package dev.sluice.bench.data;

import dev.sluice.cli.table.CsvTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A table of text that protocols cut and glue, so that every cell reaches Sluice as the data set has it.
 *
 * @param columns distinct names
 * @param rows as many cells each as there are columns
 */
public record Frame(List<String> columns, List<List<String>> rows) {

    /**
     * Reads a CSV file, gzipped or not.
     *
     * @param separator between cells; null to detect it
     */
    public static Frame read(Path file, Character separator) throws IOException {
        CsvTable table = CsvTable.read(file, separator);
        return new Frame(
                table.columns(),
                IntStream.range(0, table.rows()).mapToObj(table::row).toList());
    }

    public int size() {
        return rows.size();
    }

    /** @throws IllegalArgumentException where there is no such column */
    public int indexOf(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + " among " + columns);
        }
        return index;
    }

    /** The rows from one position to before another. */
    public Frame rows(int from, int to) {
        return new Frame(columns, rows.subList(from, to));
    }

    /** The rows at which something holds, in order. */
    public Frame where(IntPredicate row) {
        return new Frame(
                columns,
                IntStream.range(0, size()).filter(row).mapToObj(rows::get).toList());
    }

    /** The rows whose cell is a text. */
    public Frame where(String column, String text) {
        int index = indexOf(column);
        return where(row -> rows.get(row).get(index).equals(text));
    }

    /** All columns but these, which need not be there. */
    public Frame without(String... names) {
        List<String> out = List.of(names);
        int[] kept = IntStream.range(0, columns.size())
                .filter(c -> !out.contains(columns.get(c)))
                .toArray();
        return new Frame(
                Arrays.stream(kept).mapToObj(columns::get).toList(),
                rows.stream()
                        .map(row -> Arrays.stream(kept).mapToObj(row::get).toList())
                        .toList());
    }

    /** These rows and then those of another frame with the same columns. */
    public Frame then(Frame other) {
        if (!columns.equals(other.columns)) {
            throw new IllegalArgumentException("columns differ: " + columns + ", " + other.columns);
        }
        List<List<String>> all = new ArrayList<>(rows);
        all.addAll(other.rows);
        return new Frame(columns, all);
    }

    /** {@code double[rows][columns]}. */
    public double[][] numbers() {
        return rows.stream()
                .map(row -> row.stream().mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    /** {@code boolean[rows]}: where a 0/1 column says 1. */
    public boolean[] flags(String column) {
        int index = indexOf(column);
        boolean[] flags = new boolean[size()];
        for (int row = 0; row < flags.length; row++) {
            flags[row] = Double.parseDouble(rows.get(row).get(index)) == 1;
        }
        return flags;
    }

    /** Writes CSV with commas; the cells of the data sets need no quotes. */
    public Path write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", columns) + "\n");
            for (List<String> row : rows) {
                out.write(String.join(",", row) + "\n");
            }
        }
        return file;
    }
}
