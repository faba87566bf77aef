package dev.sluice.cli.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.table.Cell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * A row as a JSON object: numbers as numbers, in the digits they were written in; other text as strings; missing cells
 * left out.
 */
final class JsonRowEncoder implements RowEncoder {

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final List<String> columns;
    private final boolean[] ignored;

    JsonRowEncoder(List<String> columns, Set<String> ignored) {
        this.columns = columns;
        this.ignored = new boolean[columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            this.ignored[c] = ignored.contains(columns.get(c));
        }
    }

    @Override
    public byte[] encode(List<String> row) {
        bytes.reset();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            for (int c = 0; c < ignored.length; c++) {
                if (!ignored[c] && !Cell.isMissing(row.get(c))) {
                    out.writeFieldName(columns.get(c));
                    write(row.get(c), out);
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(String cell, JsonGenerator out) throws IOException {
        if (!Cell.isNumber(cell)) {
            out.writeString(cell);
            return;
        }
        String number = cell.strip();
        if (Cell.isJsonNumber(number)) {
            out.writeNumber(number);
        } else {
            double value = Double.parseDouble(number);
            if (Double.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeString(number);
            }
        }
    }
}
