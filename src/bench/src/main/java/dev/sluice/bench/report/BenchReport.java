package dev.sluice.bench.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;

/** A bench's result as JSON, in the one form that all benches have. */
public record BenchReport(String bench, BenchRun run, Environment environment, BenchResult result) {

    public void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("bench", bench);
            json.writeFieldName("environment");
            writeEnvironment(json);
            json.writeFieldName("rows");
            json.writeStartArray();
            for (BenchRow row : result.rows()) {
                writeRow(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void writeEnvironment(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("cpu", environment.cpu());
        json.writeNumberField("cores", environment.cores());
        json.writeNumberField("heapMebibytes", environment.heapMebibytes());
        json.writeStringField("jdk", environment.jdk());
        json.writeStringField("os", environment.os());
        json.writeStringField("sluice", environment.sluice());
        json.writeStringField("started", environment.started().toString());
        json.writeBooleanField("quick", run.quick());
        json.writeFieldName("seeds");
        json.writeArray(
                run.seeds().stream().mapToLong(Long::longValue).toArray(),
                0,
                run.seeds().size());
        json.writeNumberField("wallSeconds", result.seconds());
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, BenchRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("what", row.target().what());
        writeNumber(json, "value", row.value());
        json.writeStringField("unit", row.target().unit());
        writeNumber(json, "target", row.target().target());
        json.writeStringField("direction", row.target().direction().sign());
        switch (row.verdict()) {
            case MET -> json.writeBooleanField("met", true);
            case MISSED -> json.writeBooleanField("met", false);
            case OPEN -> json.writeNullField("met");
        }
        json.writeStringField("note", row.note());
        json.writeEndObject();
    }

    /** JSON has no NaN. */
    private static void writeNumber(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
