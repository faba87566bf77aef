package dev.sluice.cli.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How figures and names are written for the page: short, and never what JSON has no form for. */
final class PageJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private PageJson() {}

    /** Writes fields into an object. */
    interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    /** One line: an object with these fields. */
    static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void field(JsonGenerator out, String name, double value) throws IOException {
        out.writeFieldName(name);
        number(out, value);
    }

    /** Four significant digits at least; null where it is no finite number. */
    static void number(JsonGenerator out, double value) throws IOException {
        double size = Math.abs(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.writeNull();
        } else if (size >= 0.1 && size < 1e6) {
            rounded(out, value, 1000);
        } else {
            out.writeNumber((float) value);
        }
    }

    /** To one thousandth, whatever the size: scores and positions. */
    static void brief(JsonGenerator out, float value) throws IOException {
        if (Float.isNaN(value) || Float.isInfinite(value) || Math.abs(value) > 1e12) {
            out.writeNull();
        } else {
            rounded(out, value, 1000);
        }
    }

    private static void rounded(JsonGenerator out, double value, int parts) throws IOException {
        long whole = Math.round(value * parts);
        if (whole % parts == 0) {
            out.writeNumber(whole / parts);
        } else {
            out.writeNumber(whole / (double) parts);
        }
    }
}
