package dev.sluice.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, aligned in columns two spaces apart; the last column is as wide as it is. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** @param headings one a column */
    public TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    /** @param cells as many as there are headings */
    public TextTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("expected " + rows.get(0).size() + " cells, got " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, the headings first. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            line.append(row.get(c));
            if (c < widths.length - 1) {
                line.append(" ".repeat(widths[c] - row.get(c).length() + 2));
            }
        }
        return line.toString().stripTrailing();
    }
}
