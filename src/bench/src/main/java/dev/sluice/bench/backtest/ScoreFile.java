package dev.sluice.bench.backtest;

import dev.sluice.bench.data.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The verdicts and the named fields that {@code sluice backtest --out} wrote, row by row. */
public final class ScoreFile {

    private final boolean[] anomalies;
    private final List<String> topFields;

    private ScoreFile(boolean[] anomalies, List<String> topFields) {
        this.anomalies = anomalies;
        this.topFields = topFields;
    }

    public static ScoreFile read(Path file) throws IOException {
        Frame frame = Frame.read(file, ',');
        return new ScoreFile(
                verdicts(frame),
                frame.rows().stream()
                        .map(row -> first(row.get(frame.indexOf("fields"))))
                        .toList());
    }

    /** {@code boolean[rows]}: the verdicts; false for a row that could not be decoded. */
    public boolean[] anomalies() {
        return anomalies.clone();
    }

    /** The field that contributed most to each row's score; empty where none did. */
    public List<String> topFields() {
        return topFields;
    }

    private static boolean[] verdicts(Frame frame) {
        int index = frame.indexOf("anomaly");
        boolean[] verdicts = new boolean[frame.size()];
        for (int row = 0; row < verdicts.length; row++) {
            verdicts[row] = frame.rows().get(row).get(index).equals("1");
        }
        return verdicts;
    }

    /** {@code m9} of {@code m9:0.61 m3:0.2}. */
    static String first(String fields) {
        int colon = fields.indexOf(':');
        return colon < 0 ? "" : fields.substring(0, colon);
    }
}
