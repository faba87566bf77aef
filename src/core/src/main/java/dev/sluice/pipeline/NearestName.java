package dev.sluice.pipeline;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known name that a mistyped one most likely stands for. */
final class NearestName {
    /** Longer than any name that is known: what is beyond says nothing of which one was meant. */
    private static final int COMPARED = 64;

    private NearestName() {}

    /** @param known at least one name */
    static String of(String unknown, Collection<String> known) {
        String beginning = unknown.substring(0, Math.min(unknown.length(), COMPARED));
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(beginning, name)))
                .orElseThrow();
    }

    /** Edit distance: insertions, deletions, replacements, and swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
