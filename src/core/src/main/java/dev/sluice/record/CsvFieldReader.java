package dev.sluice.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the cells of a CSV line by column. */
public final class CsvFieldReader implements FieldReader {

    private final List<String> columns;
    private final CsvLine line;

    public CsvFieldReader(List<String> columns, char separator) {
        this.columns = List.copyOf(columns);
        this.line = new CsvLine(columns.size(), separator);
    }

    @Override
    public Map<String, Object> read(byte[] value) throws BadRecordException {
        String[] cells = line.split(value);
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            fields.put(columns.get(i), value(columns.get(i), cells[i]));
        }
        return fields;
    }

    private static Object value(String column, String cell) {
        try {
            double number = DecimalText.parse(column, cell);
            return Double.isNaN(number) ? null : (Object) number;
        } catch (BadRecordException e) {
            return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false")
                    ? (Object) cell.equalsIgnoreCase("true")
                    : new FieldText(cell);
        }
    }
}
