package dev.sluice.cli.produce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A row as a line of CSV, without its end; cells are quoted where they have to be. */
final class CsvRowEncoder implements RowEncoder {

    private final char separator;
    private final int[] kept;

    CsvRowEncoder(List<String> columns, Set<String> ignored, char separator) {
        this.separator = separator;
        int[] all = new int[columns.size()];
        int n = 0;
        for (int c = 0; c < all.length; c++) {
            if (!ignored.contains(columns.get(c))) {
                all[n++] = c;
            }
        }
        this.kept = Arrays.copyOf(all, n);
    }

    @Override
    public byte[] encode(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < kept.length; k++) {
            if (k > 0) {
                line.append(separator);
            }
            append(row.get(kept[k]), line);
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(String cell, StringBuilder line) {
        if (cell.indexOf(separator) < 0 && cell.indexOf('"') < 0 && cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0) {
            line.append(cell);
        } else {
            line.append('"').append(cell.replace("\"", "\"\"")).append('"');
        }
    }
}
