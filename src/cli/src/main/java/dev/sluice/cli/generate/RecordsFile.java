package dev.sluice.cli.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.encoding.Encoding;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes generated records: JSON lines, or CSV where the file's name says so. An array is an array in JSON, and in CSV a
 * column for each of its numbers; both are read back by the decoders. Times are no field of a record, and texts cannot be
 * told from their columns: both are left out.
 */
final class RecordsFile {

    private final Path file;
    private final Encoding encoding;
    private final List<FeatureSpec> features;

    RecordsFile(Path file, Encoding encoding) {
        this.file = file;
        this.encoding = encoding;
        this.features = encoding.features();
    }

    /** @param rows {@code float[columns]} each, in scaled units */
    void write(List<float[]> rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
                writeCsv(out, rows);
            } else {
                writeJson(out, rows);
            }
        }
    }

    private static boolean isWritten(FeatureSpec feature) {
        return feature.type() != FeatureType.TEXT && feature.type() != FeatureType.TIME;
    }

    private void writeJson(BufferedWriter out, List<float[]> rows) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (float[] row : rows) {
                json.writeStartObject();
                for (int f = 0; f < features.size(); f++) {
                    if (isWritten(features.get(f))) {
                        json.writeFieldName(features.get(f).field());
                        writeValue(json, f, row);
                    }
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }

    private void writeValue(JsonGenerator json, int feature, float[] row) throws IOException {
        switch (features.get(feature).type()) {
            case ARRAY -> {
                json.writeStartArray();
                for (float number : numbers(feature, row)) {
                    json.writeNumber(number);
                }
                json.writeEndArray();
            }
            case BOOLEAN -> json.writeBoolean(isTrue(feature, row));
            case CATEGORICAL -> json.writeString(encoding.category(feature, row));
            default -> json.writeNumber(number(feature, row));
        }
    }

    /** A model's precision is that of a float: more digits would be made up. */
    private float number(int feature, float[] row) {
        return (float) encoding.number(feature, row);
    }

    private boolean isTrue(int feature, float[] row) {
        return encoding.number(feature, row) >= 0.5;
    }

    private float[] numbers(int feature, float[] row) {
        int first = encoding.firstColumn(feature);
        float[] numbers = new float[encoding.columnsOf(feature)];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = (float) encoding.unscaled(first + n, row[first + n]);
        }
        return numbers;
    }

    private void writeCsv(BufferedWriter out, List<float[]> rows) throws IOException {
        List<String> names = new ArrayList<>();
        for (int f = 0; f < features.size(); f++) {
            if (isWritten(features.get(f))) {
                names.addAll(names(f));
            }
        }
        out.write(String.join(",", names) + "\n");
        for (float[] row : rows) {
            List<String> cells = new ArrayList<>();
            for (int f = 0; f < features.size(); f++) {
                if (isWritten(features.get(f))) {
                    cells.addAll(cells(f, row));
                }
            }
            out.write(String.join(",", cells) + "\n");
        }
    }

    private List<String> names(int feature) {
        if (features.get(feature).type() == FeatureType.ARRAY) {
            int first = encoding.firstColumn(feature);
            return encoding.columns().subList(first, first + encoding.columnsOf(feature)).stream()
                    .map(RecordsFile::quoted)
                    .toList();
        }
        return List.of(quoted(features.get(feature).field()));
    }

    private List<String> cells(int feature, float[] row) {
        return switch (features.get(feature).type()) {
            case ARRAY -> {
                List<String> cells = new ArrayList<>();
                for (float number : numbers(feature, row)) {
                    cells.add(Float.toString(number));
                }
                yield cells;
            }
            case BOOLEAN -> List.of(Boolean.toString(isTrue(feature, row)));
            case CATEGORICAL -> {
                String category = encoding.category(feature, row);
                yield List.of(category == null ? "" : quoted(category));
            }
            default -> List.of(Float.toString(number(feature, row)));
        };
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
