package dev.sluice.cli.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The text of a single field of a record that need not be a number, such as a label. */
public final class FieldText {

    private static final JsonFactory JSON = new JsonFactory();

    private final InputConfig input;

    public FieldText(InputConfig input) {
        this.input = input;
    }

    /**
     * The text of a field, without white space around it, a whole number without its fraction.
     *
     * @param field a column, or a dotted path into nested objects
     * @return null where it is missing, or the record cannot be read
     */
    public String of(byte[] record, String field) {
        if (record == null) {
            return null;
        }
        String text = input.format() == Format.JSON ? json(record, field) : cell(record, field);
        if (text == null || Cell.isMissing(text)) {
            return null;
        }
        String label = text.strip();
        return label.matches("-?\\d+\\.0+") ? label.substring(0, label.indexOf('.')) : label;
    }

    /** The fields that occur in JSON records, those of nested objects by dotted path. */
    Set<String> names(Collection<byte[]> records) {
        Set<String> names = new LinkedHashSet<>();
        for (byte[] record : records) {
            try (JsonParser in = JSON.createParser(record)) {
                if (in.nextToken() == JsonToken.START_OBJECT) {
                    collect("", in, names);
                }
            } catch (IOException e) {
                // Names of what came before the fault are as good as any.
            }
        }
        return names;
    }

    private static void collect(String prefix, JsonParser in, Set<String> names) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix + in.currentName();
            if (in.nextToken() == JsonToken.START_OBJECT) {
                collect(path + ".", in, names);
            } else {
                names.add(path);
                in.skipChildren();
            }
        }
    }

    private String cell(byte[] record, String field) {
        int column = input.columns().indexOf(field);
        if (column < 0) {
            return null;
        }
        try {
            Iterator<CsvRecord> rows = CsvReader.builder()
                    .fieldSeparator(input.separator())
                    .ofCsvRecord(new String(record, StandardCharsets.UTF_8))
                    .iterator();
            CsvRecord row = rows.hasNext() ? rows.next() : null;
            return row == null || column >= row.getFieldCount() ? null : row.getField(column);
        } catch (CsvParseException e) {
            return null;
        }
    }

    private static String json(byte[] record, String field) {
        try (JsonParser in = JSON.createParser(record)) {
            return in.nextToken() == JsonToken.START_OBJECT ? find("", in, field) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String find(String prefix, JsonParser in, String field) throws IOException {
        String found = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix + in.currentName();
            JsonToken value = in.nextToken();
            if (path.equals(field)) {
                return value.isScalarValue() && value != JsonToken.VALUE_NULL ? in.getText() : null;
            }
            if (value == JsonToken.START_OBJECT && field.startsWith(path + ".")) {
                found = find(path + ".", in, field);
                if (found != null) {
                    return found;
                }
            } else {
                in.skipChildren();
            }
        }
        return found;
    }
}
