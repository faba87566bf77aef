package dev.sluice.cli.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.table.TextFile;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.EpochMillis;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Records out of the lines of a file, their bytes unchanged: whatever a line holds is sent, broken or not. Empty lines
 * are skipped. Where key or timestamp come from a field, lines are looked at as JSON; one that is none has neither.
 */
final class LineSource implements RecordSource {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final BufferedInputStream in;
    private final String keyField;
    private final RecordTimes times;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private long line;
    private long index;

    LineSource(Path file, String keyField, RecordTimes times) throws IOException {
        this.file = file;
        this.in = TextFile.open(file);
        this.keyField = keyField;
        this.times = times;
    }

    @Override
    public Outgoing next() throws IOException {
        byte[] value = nextLine();
        while (value != null && value.length == 0) {
            value = nextLine();
        }
        if (value == null) {
            return null;
        }
        String key = keyField == null ? null : field(value, keyField);
        Long time = times.column() == null ? times.at(index) : time(field(value, times.column()));
        index++;
        return new Outgoing(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, time);
    }

    /** The next line without its end; null at the end of the file. */
    private byte[] nextLine() throws IOException {
        buffer.reset();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        line++;
        while (b >= 0 && b != '\n') {
            buffer.write(b);
            b = in.read();
        }
        byte[] bytes = buffer.toByteArray();
        boolean returned = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return returned ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** The text of a top-level scalar; null where there is none, or the line is no JSON object. */
    private static String field(byte[] json, String name) {
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = in.currentName().equals(name);
                JsonToken value = in.nextToken();
                if (wanted) {
                    return value.isScalarValue() && value != JsonToken.VALUE_NULL ? in.getText() : null;
                }
                in.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private Long time(String text) throws IOException {
        if (text == null) {
            return null;
        }
        try {
            return EpochMillis.ofText(times.column(), text);
        } catch (BadRecordException e) {
            throw new FileSystemException(file.toString(), null, "line " + line + ": " + e.getMessage());
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
