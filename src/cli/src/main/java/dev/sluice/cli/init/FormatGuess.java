package dev.sluice.cli.init;

import dev.sluice.avro.WireFormat;
import dev.sluice.cli.table.Cell;
import dev.sluice.cli.table.Separator;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells from values how a topic's records are written. */
final class FormatGuess {

    private static final int LOOKED_AT = 200;

    private FormatGuess() {}

    /** Whether most of the values have a schema's id before them. */
    static boolean isAvro(List<byte[]> values) {
        return values.stream().limit(LOOKED_AT).filter(WireFormat::isFramed).count() * 2
                > Math.min(LOOKED_AT, values.size());
    }

    /**
     * JSON where at least half of the values begin like an object, else CSV.
     *
     * @param values at least one, in the order of the topic
     */
    static InputConfig of(String topic, List<byte[]> values) {
        List<String> texts = values.stream()
                .limit(LOOKED_AT)
                .map(v -> new String(v, StandardCharsets.UTF_8).strip())
                .filter(v -> !v.isEmpty())
                .toList();
        long objects = texts.stream().filter(t -> t.startsWith("{")).count();
        return objects * 2 >= texts.size() ? InputConfig.json(topic) : csv(topic, texts);
    }

    private static InputConfig csv(String topic, List<String> lines) {
        char separator = Separator.detect(lines.stream().collect(Collectors.joining("\n", "", "\n")));
        List<String> first = cells(lines.get(0), separator);
        return new InputConfig(
                topic,
                Format.CSV,
                InputConfig.KEY,
                InputConfig.RECORD,
                isHeader(first) ? first : numbered(first.size()),
                separator);
    }

    private static List<String> cells(String line, char separator) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(Pattern.quote(String.valueOf(separator)), -1)) {
            cells.add(cell.strip().replaceAll("^\"|\"$", ""));
        }
        return cells;
    }

    /** A producer that sends files line by line sends their headers, too. */
    private static boolean isHeader(List<String> cells) {
        return cells.stream().noneMatch(c -> c.isBlank() || Cell.isNumber(c) || Cell.isMissing(c))
                && new HashSet<>(cells).size() == cells.size();
    }

    private static List<String> numbered(int count) {
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add("c" + i);
        }
        return names;
    }
}
