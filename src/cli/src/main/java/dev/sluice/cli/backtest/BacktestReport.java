package dev.sluice.cli.backtest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.contract.Provenance;
import dev.sluice.trainer.training.TrainedModel;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a backtest came to, as JSON and as a table of scores. */
final class BacktestReport {

    private final Backtest.Result result;
    private final int rowsTrain;
    private final boolean[] labels;
    private final Ranking ranking;

    /** @param labels one per test row, or null where there is no label column */
    BacktestReport(Backtest.Result result, int rowsTrain, boolean[] labels) {
        this.result = result;
        this.rowsTrain = rowsTrain;
        this.labels = labels;
        this.ranking = labels == null ? null : ranking(result.rows(), labels);
    }

    Backtest.Result result() {
        return result;
    }

    int rowsTrain() {
        return rowsTrain;
    }

    /** Over the decoded rows; null without labels. */
    Ranking ranking() {
        return ranking;
    }

    private static Ranking ranking(List<Backtest.Row> rows, boolean[] labels) {
        int[] decoded = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).decoded())
                .toArray();
        double[] scores = new double[decoded.length];
        boolean[] truth = new boolean[decoded.length];
        for (int i = 0; i < decoded.length; i++) {
            scores[i] = rows.get(decoded[i]).score();
            truth[i] = labels[decoded[i]];
        }
        return new Ranking(scores, truth);
    }

    double alertRate() {
        return result.rows().stream()
                .mapToInt(r -> r.anomaly() ? 1 : 0)
                .average()
                .orElse(0);
    }

    long deadLetters() {
        return result.rows().stream().filter(r -> !r.decoded()).count();
    }

    /**
     * One line per test row, in order; a row that could not be decoded has empty figures. The last column names the
     * fields that contributed most, with their share: {@code m9:0.61 m3:0.2}.
     */
    void writeScores(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "row,score,p_value,reconstruction_error,anomaly" + (labels == null ? "" : ",label") + ",fields\n");
            for (int i = 0; i < result.rows().size(); i++) {
                Backtest.Row r = result.rows().get(i);
                out.write(Integer.toString(i));
                out.write(
                        r.decoded()
                                ? "," + r.score() + "," + r.pValue() + "," + r.reconstructionError() + ","
                                        + (r.anomaly() ? 1 : 0)
                                : ",,,,");
                out.write(labels == null ? "" : labels[i] ? ",1" : ",0");
                out.write("," + fields(r) + "\n");
            }
        }
    }

    private static String fields(Backtest.Row row) {
        String text = row.fields().stream()
                .map(f -> String.format(Locale.ROOT, "%s:%.3g", f.field(), f.share()))
                .collect(Collectors.joining(" "));
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    void writeJson(Path file) throws IOException {
        TrainedModel model = result.model();
        Provenance p = model.provenance();
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            writeNumber(json, "auroc", ranking == null ? Double.NaN : ranking.auroc());
            writeNumber(json, "auprc", ranking == null ? Double.NaN : ranking.auprc());
            json.writeNumberField("alertRate", alertRate());
            json.writeNumberField("rowsTrain", rowsTrain);
            json.writeNumberField("rowsTest", result.rows().size());
            json.writeNumberField("deadLetters", deadLetters());
            json.writeNumberField("features", model.model().features().size());
            json.writeFieldName("fields");
            strings(json, model.model().fields());
            json.writeNumberField("latent", model.model().latentSize());
            json.writeNumberField("secondsTrain", p.getSecondsTrain());
            writeNumber(json, "microsPerRecord", result.microsPerRecord());
            json.writeNumberField(
                    "alertProbability", model.model().calibration().alertProbability());
            json.writeNumberField("rowsFit", p.getRowsFit());
            json.writeNumberField("rowsValidation", p.getRowsValidation());
            json.writeNumberField("rowsJudge", p.getRowsJudge());
            json.writeNumberField("bestEpoch", p.getBestEpoch());
            json.writeNumberField("judgeError", p.getJudgeError());
            json.writeNumberField("parity", p.getParity());
            json.writeFieldName("losses");
            json.writeStartObject();
            numbers(json, "train", p.getTrainLoss());
            numbers(json, "validation", p.getValidationLoss());
            json.writeEndObject();
            json.writeStringField("configuration", p.getConfiguration());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** JSON has no NaN: a figure that is not defined is null. */
    private static void writeNumber(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    private static void strings(JsonGenerator json, List<String> values) throws IOException {
        json.writeStartArray();
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void numbers(JsonGenerator json, String name, List<Double> values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values.stream().mapToDouble(Double::doubleValue).toArray(), 0, values.size());
    }
}
