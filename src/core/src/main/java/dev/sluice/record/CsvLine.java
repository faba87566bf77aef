package dev.sluice.record;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Splits untrusted bytes into the cells of one CSV line in UTF-8. Not thread-safe. */
final class CsvLine {

    private final char separator;
    private final String[] cells;
    private final String expected;
    private final CsvReader.CsvReaderBuilder quoted;
    private final Utf8 utf8 = new Utf8();

    CsvLine(int columns, char separator) {
        this.separator = separator;
        this.cells = new String[columns];
        this.expected = "one line of " + columns + " columns separated by "
                + (separator == '\t' ? "tabs" : "\"" + separator + "\"");
        this.quoted = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .trimWhitespacesAroundQuotes(true);
    }

    /** @return {@code String[columns]}, overwritten by the next call; cells without surrounding spaces */
    String[] split(byte[] value) throws BadRecordException {
        if (value == null) {
            throw bad("null");
        }
        RecordSize.require(value);
        utf8.require(value);
        String line = withoutLineEnd(new String(value, StandardCharsets.UTF_8));
        if (line.indexOf('"') >= 0) {
            splitQuoted(line);
        } else {
            splitPlain(line);
        }
        return cells;
    }

    private static String withoutLineEnd(String line) {
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(0, end);
    }

    private void splitPlain(String line) throws BadRecordException {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw bad("more than one line");
        }
        int count = 0;
        int start = 0;
        for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
            put(count++, line.substring(start, end));
            start = end + 1;
        }
        put(count++, line.substring(start));
        requireAll(count);
    }

    private void splitQuoted(String line) throws BadRecordException {
        List<CsvRecord> records;
        try (CsvReader<CsvRecord> reader = quoted.ofCsvRecord(line)) {
            records = reader.stream().limit(2).toList();
        } catch (CsvParseException e) {
            throw bad("malformed quotes: " + Untrusted.brief(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // reading a string does no I/O
        }
        if (records.size() != 1) {
            throw bad("more than one line");
        }
        List<String> fields = records.get(0).getFields();
        for (int i = 0; i < fields.size(); i++) {
            put(i, fields.get(i));
        }
        requireAll(fields.size());
    }

    private void put(int column, String cell) {
        if (column < cells.length) {
            cells[column] = cell.strip();
        }
    }

    private void requireAll(int count) throws BadRecordException {
        if (count != cells.length) {
            throw bad(count + (count == 1 ? " column" : " columns"));
        }
    }

    private BadRecordException bad(String got) {
        return new BadRecordException("value", expected, got);
    }
}
