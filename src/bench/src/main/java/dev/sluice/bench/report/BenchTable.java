package dev.sluice.bench.report;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;

/** A bench's rows as people read them: a line of figures each, its note below it, nothing wider than a terminal. */
public final class BenchTable {

    private static final int WIDTH = 100;
    private static final String INDENT = "    ";

    private BenchTable() {}

    public static List<String> lines(List<BenchRow> rows) {
        TextTable figures = new TextTable("what", "value", "unit", "target", "");
        for (BenchRow row : rows) {
            BenchTarget target = row.target();
            figures.row(
                    target.what(),
                    Double.isNaN(row.value()) ? "-" : Figures.brief(row.value()),
                    target.unit(),
                    Double.isNaN(target.target())
                            ? ""
                            : target.direction().sign() + " " + Figures.brief(target.target()),
                    row.verdict().label());
        }
        List<String> lines = new ArrayList<>();
        lines.add(figures.lines().get(0));
        for (int i = 0; i < rows.size(); i++) {
            lines.add(figures.lines().get(i + 1));
            lines.addAll(wrapped(rows.get(i).note()));
        }
        return lines;
    }

    private static List<String> wrapped(String note) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : note.split("\\s+")) {
            if (!line.isEmpty() && INDENT.length() + line.length() + 1 + word.length() > WIDTH) {
                lines.add(INDENT + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(INDENT + line);
        }
        return lines;
    }
}
