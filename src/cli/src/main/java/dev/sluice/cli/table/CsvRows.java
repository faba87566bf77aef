package dev.sluice.cli.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The rows of a CSV file, one at a time. Compression, separator and header are found out: the first row is a header
 * where none of its cells is a number, and without one the columns are called {@code c0, c1, …}. Cells may be quoted.
 */
public final class CsvRows implements Closeable {

    private final Path file;
    private final char separator;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> columns;
    private CsvRecord firstRow; // read to look for a header, but not yet returned
    private long line;

    private CsvRows(Path file, char separator, CsvReader<CsvRecord> reader) throws CsvFormatException {
        this.file = file;
        this.separator = separator;
        this.reader = reader;
        this.records = reader.iterator();
        CsvRecord first = nextRecord();
        if (first == null) {
            throw new CsvFormatException(file, "is empty: expected CSV rows, with or without a header");
        }
        boolean header = isHeader(first.getFields());
        this.columns = header ? named(first.getFields()) : numbered(first.getFieldCount());
        this.firstRow = header ? null : first;
    }

    /**
     * Opens a file.
     *
     * @param separator between cells; null to detect comma, semicolon, tab or bar
     * @throws CsvFormatException where the file is no table
     */
    public static CsvRows open(Path file, Character separator) throws IOException {
        BufferedInputStream in = TextFile.open(file);
        try {
            String head = TextFile.head(in);
            if (head.indexOf('\0') >= 0) {
                throw new CsvFormatException(file, "is no UTF-8 text: expected CSV, or CSV compressed with gzip");
            }
            char by = separator == null ? Separator.detect(head) : separator;
            // Ragged rows are reported here, with the columns they should have had.
            return new CsvRows(
                    file,
                    by,
                    CsvReader.builder()
                            .fieldSeparator(by)
                            .detectBomHeader(true)
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .ofCsvRecord(in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static boolean isHeader(List<String> cells) {
        return cells.stream().noneMatch(c -> Cell.isNumber(c) || (!c.isBlank() && Cell.isMissing(c)))
                && cells.stream().anyMatch(c -> !c.isBlank());
    }

    private List<String> named(List<String> header) throws CsvFormatException {
        List<String> names = new ArrayList<>(header.size());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).isBlank() ? "c" + i : header.get(i).strip();
            if (!seen.add(name)) {
                throw new CsvFormatException(file, line, "the header names column \"" + name + "\" twice: rename one");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private static List<String> numbered(int count) {
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add("c" + i);
        }
        return List.copyOf(names);
    }

    /** Names of the columns, in order. */
    public List<String> columns() {
        return columns;
    }

    /** What separates the cells. */
    public char separator() {
        return separator;
    }

    /** The line, from 1, on which the row returned last begins. */
    public long line() {
        return line;
    }

    /**
     * The next row, as many cells as there are columns; null after the last.
     *
     * @throws CsvFormatException where the row has more or fewer cells, or cannot be parsed
     */
    public List<String> next() throws CsvFormatException {
        CsvRecord row = firstRow == null ? nextRecord() : firstRow;
        firstRow = null;
        if (row == null) {
            return null;
        }
        if (row.getFieldCount() != columns.size()) {
            throw new CsvFormatException(
                    file,
                    line,
                    "expected " + columns.size() + " cells separated by " + named(separator) + ", got "
                            + row.getFieldCount());
        }
        return row.getFields();
    }

    private static String named(char separator) {
        return separator == '\t' ? "tabs" : "\"" + separator + "\"";
    }

    private CsvRecord nextRecord() throws CsvFormatException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord next = records.next();
            line = next.getStartingLineNumber();
            return next;
        } catch (CsvParseException | UncheckedIOException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new CsvFormatException(file, line + 1, "cannot be read from here on: " + why.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
