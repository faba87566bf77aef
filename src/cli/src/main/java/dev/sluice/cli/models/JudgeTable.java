package dev.sluice.cli.models;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Check;
import dev.sluice.record.Untrusted;
import java.util.ArrayList;
import java.util.List;

/** What the judge looked at, one check a line: both models' figures, what was asked, and whether it was met. */
final class JudgeTable {
    private static final String NONE = "-";

    private JudgeTable() {}

    /** @param judged with at least one check; an empty line comes first */
    static List<String> lines(Activation judged) {
        TextTable table = new TextTable("check", "champion", "challenger", "limit", "", "note");
        for (Check check : judged.getChecks()) {
            table.row(
                    Untrusted.brief(check.getName()),
                    figure(check.getChampion()),
                    figure(check.getChallenger()),
                    limit(check),
                    check.getLimit() == null && check.getPassed() ? "" : check.getPassed() ? "passed" : "FAILED",
                    check.getNote().replaceAll("\\p{C}", "?"));
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(table.lines());
        return lines;
    }

    private static String figure(Double value) {
        return value == null ? NONE : Figures.brief(value);
    }

    private static String limit(Check check) {
        return check.getLimit() == null
                ? NONE
                : (check.getAtLeast() ? "at least " : "at most ") + Figures.brief(check.getLimit());
    }
}
