package dev.sluice.cli.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CSV file in memory, every cell as its text. Read as {@link CsvRows} reads it. */
public final class CsvTable {

    private final List<String> columns;
    private final List<List<String>> rows;

    private CsvTable(List<String> columns, List<List<String>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Reads a whole file.
     *
     * @param separator between cells; null to detect it
     * @throws CsvFormatException where the file is no table, naming the line
     */
    public static CsvTable read(Path file, Character separator) throws IOException {
        try (CsvRows in = CsvRows.open(file, separator)) {
            List<List<String>> rows = new ArrayList<>();
            for (List<String> row = in.next(); row != null; row = in.next()) {
                rows.add(row);
            }
            return new CsvTable(in.columns(), rows);
        }
    }

    /** Names of the columns, in order; distinct. */
    public List<String> columns() {
        return columns;
    }

    /** Position of a column, -1 where there is none of that name. */
    public int indexOf(String column) {
        return columns.indexOf(column);
    }

    /** How many rows there are, the header not counted. */
    public int rows() {
        return rows.size();
    }

    /** A row, from 0: as many cells as there are columns. */
    public List<String> row(int row) {
        return rows.get(row);
    }

    /** The text of a cell, rows and columns from 0. */
    public String cell(int row, int column) {
        return rows.get(row).get(column);
    }
}
