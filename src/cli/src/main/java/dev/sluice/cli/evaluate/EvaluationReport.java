package dev.sluice.cli.evaluate;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.encoding.Encoded;
import dev.sluice.cli.encoding.Encoding;
import dev.sluice.feature.FeatureSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What an evaluation came to, for programs to read. */
final class EvaluationReport {

    private final Evaluation evaluation;
    private final long seed;

    /** @param seed of all that was drawn */
    EvaluationReport(Evaluation evaluation, long seed) {
        this.evaluation = evaluation;
        this.seed = seed;
    }

    void writeJson(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            writeModel(json);
            json.writeNumberField("seed", seed);
            json.writeNumberField("rowsTrain", evaluation.train().size());
            json.writeNumberField("rowsTest", evaluation.test().size());
            json.writeNumberField("badTrain", evaluation.train().bad());
            json.writeNumberField("badTest", evaluation.test().bad());
            json.writeNumberField("rowsPca", evaluation.pcaRows());
            json.writeObjectFieldStart("reconstruction");
            writeQuality(json, "latents", evaluation.encoding().latentSize(), evaluation.latent());
            writeQuality(json, "pca", evaluation.pcaSize(), evaluation.pca());
            writeQuality(json, "mean", 0, evaluation.mean());
            json.writeEndObject();
            writeFeatures(json);
            writeClassification(json, evaluation.classification());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void writeModel(JsonGenerator json) throws IOException {
        Encoding e = evaluation.encoding();
        json.writeObjectFieldStart("model");
        json.writeStringField("type", e.modelType());
        json.writeNumberField("version", e.version());
        json.writeNumberField("features", e.features().size());
        json.writeNumberField("columns", e.columns().size());
        json.writeNumberField("latent", e.latentSize());
        json.writeNumberField("rowsFit", e.rowsFit());
        writeNumber(json, "latentUncertainty", evaluation.latentUncertainty());
        json.writeObjectFieldStart("figures");
        for (Map.Entry<String, Double> figure : e.figures().entrySet()) {
            writeNumber(json, figure.getKey(), figure.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeQuality(JsonGenerator json, String name, int size, ReconstructionQuality q)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("size", size);
        writeNumber(json, "mse", q.mse());
        writeNumber(json, "mseInputUnit", q.unitMse());
        writeNumber(json, "explainedVariance", q.explained());
        json.writeEndObject();
    }

    private void writeFeatures(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("features");
        for (int j : evaluation.worstFirst()) {
            json.writeStartObject();
            FeatureSpec feature = evaluation.encoding().features().get(j);
            json.writeStringField("name", feature.field());
            json.writeStringField("type", feature.type().label());
            json.writeNumberField("columns", evaluation.encoding().columnsOf(j));
            json.writeNumberField("values", evaluation.latent().counts()[j]);
            writeNumber(json, "mse", evaluation.latent().mse(j));
            writeNumber(json, "rmseInputUnit", evaluation.latent().unitRmse(j));
            writeNumber(json, "explainedVariance", evaluation.latent().explained(j));
            writeNumber(json, "msePca", evaluation.pca().mse(j));
            writeNumber(json, "explainedVariancePca", evaluation.pca().explained(j));
            writeNumber(json, "mseMean", evaluation.mean().mse(j));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeClassification(JsonGenerator json, Classification c) throws IOException {
        if (c == null) {
            json.writeNullField("classification");
            return;
        }
        json.writeObjectFieldStart("classification");
        json.writeStringField("label", c.label());
        json.writeArrayFieldStart("classes");
        for (String name : c.classes().names()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeNumberField("rowsTrain", c.trainRows());
        json.writeNumberField("rowsTrainUsed", c.trainUsed());
        json.writeNumberField("rowsTest", c.testRows());
        json.writeNumberField("rowsTestUsed", c.testUsed());
        json.writeNumberField("neighbours", c.k());
        writeScore(json, "majority", c.majority());
        json.writeArrayFieldStart("representations");
        for (Classification.Result r : c.results()) {
            json.writeStartObject();
            json.writeStringField("name", r.name());
            json.writeNumberField("size", r.size());
            writeScore(json, "logisticRegression", r.logistic());
            writeScore(json, "nearestNeighbours", r.neighbours());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeScore(JsonGenerator json, String name, ClassificationScore s) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("rows", s.rows());
        writeNumber(json, "accuracy", s.accuracy());
        writeNumber(json, "macroF1", s.macroF1());
        json.writeEndObject();
    }

    /** JSON has no NaN: a figure that is not defined is null. */
    private static void writeNumber(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    /** One line per test row that could be decoded, in order. */
    void writeLatents(Path file) throws IOException {
        Encoded rows = evaluation.encodedTest();
        String[] labels = evaluation.test().labels();
        boolean labelled = evaluation.classification() != null;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("row");
            for (int k = 0; k < evaluation.encoding().latentSize(); k++) {
                out.write(",z" + k);
            }
            out.write(labelled ? ",label\n" : "\n");
            for (int i = 0; i < rows.size(); i++) {
                out.write(Integer.toString(i));
                for (float z : rows.latents()[i]) {
                    out.write("," + z);
                }
                out.write(labelled ? "," + quoted(labels[i]) + "\n" : "\n");
            }
        }
    }

    private static String quoted(String label) {
        if (label == null) {
            return "";
        }
        return label.matches("[^,\"\\r\\n]*") ? label : '"' + label.replace("\"", "\"\"") + '"';
    }
}
