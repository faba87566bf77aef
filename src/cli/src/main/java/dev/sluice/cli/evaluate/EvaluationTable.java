package dev.sluice.cli.evaluate;

import dev.sluice.cli.encoding.Encoding;
import dev.sluice.cli.encoding.LabelledRows;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an evaluation came to, for people to read. */
final class EvaluationTable {

    private static final int WORST = 10;

    private final Evaluation evaluation;
    private final boolean unit;

    /** @param unit whether all columns are in one unit, so that an error in it has a meaning */
    EvaluationTable(Evaluation evaluation, boolean unit) {
        this.evaluation = evaluation;
        this.unit = unit;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        heading(lines);
        lines.add("");
        lines.addAll(reconstruction());
        lines.add("");
        lines.addAll(features());
        if (evaluation.classification() != null) {
            lines.add("");
            classification(lines, evaluation.classification());
        }
        return lines;
    }

    private void heading(List<String> lines) {
        Encoding e = evaluation.encoding();
        int columns = e.columns().size();
        lines.add(String.format(
                Locale.ROOT,
                "%s model, version %d: %s to a code of %d (%s to 1)",
                e.modelType(),
                e.version(),
                columns(e.features().size(), columns),
                e.latentSize(),
                Figures.brief((double) columns / e.latentSize())));
        code(lines);
        lines.add("the network was fitted on " + Figures.count(e.rowsFit()) + " rows");
        lines.add("tested on " + rows(evaluation.test()) + ", PCA and classifiers fitted on " + rows(evaluation.train())
                + (evaluation.pcaRows() < evaluation.train().size()
                        ? " (PCA on " + Figures.count(evaluation.pcaRows()) + " drawn of them)"
                        : ""));
        bad(lines, evaluation.train());
        bad(lines, evaluation.test());
    }

    /** What is peculiar to the code of the model's type. */
    private void code(List<String> lines) {
        Encoding e = evaluation.encoding();
        if (e.isUncertain()) {
            lines.add("the latents are uncertain: their standard deviation is "
                    + Figures.brief(evaluation.latentUncertainty()) + " on average, where 1 is that of the prior");
        }
        Double sparsity = e.figures().get("code-sparsity");
        if (sparsity != null && e.modelType().equals("sparse")) {
            lines.add("the code is sparse: " + percent(sparsity) + " of its values are next to 0");
        }
    }

    private static String rows(LabelledRows rows) {
        return Figures.count(rows.size()) + " rows";
    }

    private static void bad(List<String> lines, LabelledRows rows) {
        if (rows.bad() > 0) {
            lines.add(Figures.count(rows.bad()) + " records left out, which cannot be decoded; the first: "
                    + rows.firstBad());
        }
    }

    private static String columns(int features, int columns) {
        return features == columns
                ? columns + " columns"
                : columns + " columns of " + features + (features == 1 ? " feature" : " features");
    }

    private List<String> reconstruction() {
        TextTable table = unit
                ? new TextTable("restored from", "MSE (scaled)", "MSE (input's unit)", "explained variance")
                : new TextTable("restored from", "MSE (scaled)", "explained variance");
        restored(table, evaluation.encoding().latentSize() + " latents", evaluation.latent());
        restored(table, evaluation.pcaSize() + " principal components", evaluation.pca());
        restored(table, "the mean alone", evaluation.mean());
        return table.lines();
    }

    private void restored(TextTable table, String name, ReconstructionQuality q) {
        String mse = figure(q.mse());
        String explained = percent(q.explained());
        if (unit) {
            table.row(name, mse, figure(q.unitMse()), explained);
        } else {
            table.row(name, mse, explained);
        }
    }

    private List<String> features() {
        int[] order = evaluation.worstFirst();
        TextTable table = new TextTable(
                order.length > WORST ? "worst " + WORST + " of " + order.length + " features" : "feature, worst first",
                "MSE (scaled)",
                "of PCA",
                "explained variance",
                "of PCA",
                "RMSE (input's unit)");
        for (int n = 0; n < Math.min(WORST, order.length); n++) {
            int j = order[n];
            table.row(
                    feature(j),
                    figure(evaluation.latent().mse(j)),
                    figure(evaluation.pca().mse(j)),
                    percent(evaluation.latent().explained(j)),
                    percent(evaluation.pca().explained(j)),
                    figure(evaluation.latent().unitRmse(j)));
        }
        return table.lines();
    }

    /** Its field, and how many columns it has, where there are several. */
    private String feature(int feature) {
        String field = evaluation.encoding().features().get(feature).field();
        int columns = evaluation.encoding().columnsOf(feature);
        return columns == 1 ? field : field + " (" + columns + " columns)";
    }

    private static void classification(List<String> lines, Classification c) {
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d classes: learnt from %s rows, tested on %s rows",
                c.label(),
                c.classes().size(),
                drawn(c.trainUsed(), c.trainRows()),
                drawn(c.testUsed(), c.testRows())));
        TextTable table = new TextTable(
                "told from", "logistic regression", "macro-F1", c.k() + " nearest neighbours", "macro-F1");
        for (Classification.Result r : c.results()) {
            table.row(
                    r.size() + " " + r.name(),
                    percent(r.logistic().accuracy()),
                    Figures.brief(r.logistic().macroF1()),
                    percent(r.neighbours().accuracy()),
                    Figures.brief(r.neighbours().macroF1()));
        }
        table.row(
                "the commonest class",
                percent(c.majority().accuracy()),
                Figures.brief(c.majority().macroF1()),
                "",
                "");
        lines.addAll(table.lines());
    }

    private static String drawn(int used, int of) {
        return Figures.count(used) + (used < of ? " drawn of " + Figures.count(of) : "");
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : Figures.brief(value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
