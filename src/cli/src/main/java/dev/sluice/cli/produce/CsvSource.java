package dev.sluice.cli.produce;

import dev.sluice.cli.table.CsvRows;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.EpochMillis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/** Records out of the rows of a CSV file. */
final class CsvSource implements RecordSource {

    private final Path file;
    private final CsvRows rows;
    private final RowEncoder encoder;
    private final RecordTimes times;
    private final int key;
    private final int timestamp;
    private long index;

    /**
     * @param key column that becomes the record's key; null for none
     * @throws ConfigException where the file has no such column
     */
    CsvSource(Path file, CsvRows rows, RowEncoder encoder, String key, RecordTimes times) {
        this.file = file;
        this.rows = rows;
        this.encoder = encoder;
        this.times = times;
        this.key = key == null ? -1 : indexOf(file, rows.columns(), "--key", key);
        this.timestamp =
                times.column() == null ? -1 : indexOf(file, rows.columns(), "--timestamp-column", times.column());
    }

    /** The position of a column that an option names. */
    static int indexOf(Path file, List<String> columns, String option, String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new ConfigException(
                    option + ": " + file + " has no column \"" + column + "\"; its columns are " + columns);
        }
        return at;
    }

    @Override
    public Outgoing next() throws IOException {
        List<String> row = rows.next();
        if (row == null) {
            return null;
        }
        byte[] recordKey =
                key < 0 || row.get(key).isEmpty() ? null : row.get(key).getBytes(StandardCharsets.UTF_8);
        Long time = timestamp < 0 ? times.at(index) : time(row.get(timestamp));
        index++;
        return new Outgoing(recordKey, encoder.encode(row), time);
    }

    private Long time(String cell) throws IOException {
        try {
            return EpochMillis.ofText(times.column(), cell);
        } catch (BadRecordException e) {
            throw new FileSystemException(file.toString(), null, "line " + line() + ": " + e.getMessage());
        }
    }

    @Override
    public long line() {
        return rows.line();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
