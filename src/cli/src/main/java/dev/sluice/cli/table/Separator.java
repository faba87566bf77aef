package dev.sluice.cli.table;

import java.util.ArrayList;
import java.util.List;

/** Finds out which character separates the cells of a CSV file. */
public final class Separator {

    /** In the order of preference where several fit equally. */
    private static final String CANDIDATES = ",;\t|";

    private Separator() {}

    /**
     * The candidate that occurs, outside of quotes, equally often in every line; of several the one that occurs most. A
     * file of one column has none, and is read as if by comma.
     *
     * @param head the file's first lines; a last one without its end counts only where it is the only one
     */
    public static char detect(String head) {
        List<int[]> lines = counts(head);
        int best = -1;
        for (int c = 0; c < CANDIDATES.length(); c++) {
            if (isConstant(lines, c) && (best < 0 || lines.get(0)[c] > lines.get(0)[best])) {
                best = c;
            }
        }
        // A ragged file: go by its first line, so that the error can name the line that differs.
        for (int c = 0; best < 0 && c < CANDIDATES.length(); c++) {
            best = lines.get(0)[c] > 0 ? c : -1;
        }
        return best < 0 ? ',' : CANDIDATES.charAt(best);
    }

    private static boolean isConstant(List<int[]> lines, int candidate) {
        int expected = lines.get(0)[candidate];
        return expected > 0 && lines.stream().allMatch(l -> l[candidate] == expected);
    }

    private static List<int[]> counts(String head) {
        List<int[]> lines = new ArrayList<>();
        int[] line = new int[CANDIDATES.length()];
        boolean quoted = false;
        boolean empty = true;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == '\n' && !quoted) {
                if (!empty) {
                    lines.add(line);
                }
                line = new int[CANDIDATES.length()];
                empty = true;
            } else if (c != '\r') {
                empty = false;
                int candidate = quoted ? -1 : CANDIDATES.indexOf(c);
                if (candidate >= 0) {
                    line[candidate]++;
                }
            }
        }
        if (lines.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
