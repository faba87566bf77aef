package dev.sluice.cli.models;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.record.Untrusted;
import dev.sluice.trainer.receipt.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of making models again, one a line, with what may explain a difference below. */
final class VerifyTable {

    private static final int DIGITS = 16;
    private static final int NAMES = 6;

    private final TextTable table =
            new TextTable("version", "result", "digest", "made again", "largest weight difference", "took");
    private final List<String> notes = new ArrayList<>();
    private boolean identical = true;

    /** @param imported whether it came from a file */
    void add(Reproduction made, boolean imported) {
        table.row(
                Integer.toString(made.version()),
                made.identical() ? "identical" : made.again().isPresent() ? "differs" : "not made",
                brief(made.digest()),
                made.again().map(VerifyTable::brief).orElse("-"),
                weights(made),
                String.format(Locale.ROOT, "%.1f s", made.seconds()));
        if (made.identical()) {
            return;
        }
        identical = false;
        String version = "version " + made.version() + ": ";
        List<String> names = made.differences();
        if (!names.isEmpty()) {
            notes.add(version + "differs in " + String.join(", ", names.subList(0, Math.min(NAMES, names.size())))
                    + (names.size() > NAMES ? " and " + (names.size() - NAMES) + " more fields" : ""));
        }
        if (imported) {
            notes.add(version + "it was imported: its offsets are those of the cluster that it was made in");
        }
        made.reasons().forEach(reason -> notes.add(version + Untrusted.brief(reason)));
    }

    void refused(int version, String why) {
        identical = false;
        table.row(Integer.toString(version), "refused", "-", "-", "-", "-");
        notes.add("version " + version + ": scorers would refuse it: " + why);
    }

    private static String brief(String digest) {
        return digest.substring(0, DIGITS);
    }

    private static String weights(Reproduction made) {
        return made.weights()
                .map(d -> d.largest() == 0 ? "0" : Figures.brief(d.largest()) + " in " + Untrusted.brief(d.where()))
                .orElse(made.again().isPresent() ? "other shapes" : "-");
    }

    boolean identical() {
        return identical;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(notes);
        return lines;
    }
}
