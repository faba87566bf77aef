package dev.sluice.cli.init;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Scale;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.record.Untrusted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a pipeline file that teaches: what is needed is set, what is optional is there as a comment with its default.
 */
final class PipelineTemplate {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:/,-]*[A-Za-z0-9_]|[A-Za-z_]");
    private static final int SMALLEST_PICTURE = 8;
    private static final Pattern WORD = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

    private PipelineTemplate() {}

    /**
     * @param pipeline its name
     * @param bootstrapServers where the sample came from
     * @param registryUrl where its schemas came from; empty where it is no Avro
     * @param ignored features to leave out; where there are any, the others are listed
     */
    static String text(
            String pipeline, String bootstrapServers, String registryUrl, Survey survey, Set<String> ignored) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# A Sluice pipeline. Only `pipeline` and `input.topic` are required; what is commented out is the default.");
        lines.add(
                "# Every key can be overridden from the environment: SLUICE_TRAINING_EVERY for training.every, and so on.");
        lines.add("");
        lines.add("# The output topics are " + pipeline + ".scores, .latents, .alerts and .dead-letters.");
        lines.add("pipeline: " + scalar(pipeline));
        lines.add("");
        lines.add("kafka:                          # passed to every client as it is: security settings go here");
        lines.add("  bootstrap.servers: " + scalar(bootstrapServers));
        lines.add("");
        if (!registryUrl.isEmpty()) {
            lines.add("registry:                       # secrets come from the environment: SLUICE_REGISTRY_PASSWORD");
            lines.add("  url: " + scalar(registryUrl));
            lines.add("");
        }
        input(survey, lines);
        features(survey, ignored, lines);
        lines.addAll(OPTIONAL);
        return String.join("\n", lines) + "\n";
    }

    private static void input(Survey survey, List<String> lines) {
        InputConfig input = survey.input();
        lines.add("input:");
        lines.add("  topic: " + scalar(input.topic()));
        if (input.format() == Format.CSV) {
            lines.add("  format: csv");
            String separator = input.separator() == '\t' ? "\"\\t\"" : "\"" + input.separator() + "\"";
            lines.add("  separator: " + separator);
            lines.add("  # Give the columns the names that alerts should speak of.");
            lines.add("  columns: ["
                    + input.columns().stream().map(PipelineTemplate::scalar).collect(Collectors.joining(", ")) + "]");
        } else if (input.format() == Format.AVRO) {
            lines.add("  format: avro");
        } else {
            lines.add("  # format: json                # json | csv | avro, with registry.url");
        }
        lines.add("  # entity: key                 # what a record is about: its key, or a field");
        lines.add("  # timestamp: record           # when it was: the record's timestamp, or a field"
                + survey.timeField()
                        .map(f -> ", such as " + f.replaceAll("\\p{Cntrl}", "?"))
                        .orElse(""));
        lines.add("");
    }

    private static void features(Survey survey, Set<String> ignored, List<String> lines) {
        boolean all = ignored.isEmpty();
        if (all) {
            lines.add(
                    "features: auto                  # every number, array of numbers and boolean; or the list of those that matter:");
        }
        lines.add(all ? "# features:" : "features:");
        for (Map.Entry<FeatureSpec, FieldRange> feature : survey.features().entrySet()) {
            lines.add(String.format(
                    "%-31s # %s",
                    (all || ignored.contains(feature.getKey().field()) ? "#   - {field: " : "  - {field: ")
                            + scalar(feature.getKey().field()) + type(feature.getKey()) + "}",
                    range(feature.getKey(), feature.getValue(), survey.records())));
        }
        lines.add("#   A feature may say how it is scaled, {field: f, scale: SCALE}: "
                + Arrays.stream(Scale.values()).map(Scale::label).collect(Collectors.joining(" | ")));
        if (!survey.categories().isEmpty()) {
            lines.add(
                    "#   Texts are taken only where they are listed. These have few values, so they may be categories:");
            survey.categories()
                    .forEach((field, texts) -> lines.add(String.format(
                            "%-31s # %s",
                            "#   - {field: " + scalar(field) + ", type: categorical}",
                            Untrusted.brief(String.join(", ", texts)))));
        }
        lines.add("#   Also: {type: time, of: [hour-of-day, day-of-week]}, and {field: message, type: text}");
        lines.add("");
    }

    private static String type(FeatureSpec feature) {
        return switch (feature.type()) {
            case BOOLEAN -> ", type: boolean";
            case ARRAY -> ", type: array, shape: " + (isSquare(feature) ? square(feature) : feature.shape());
            default -> "";
        };
    }

    /** So many numbers in a row may well be a square picture, and lose nothing by being called one. */
    private static boolean isSquare(FeatureSpec feature) {
        int side = side(feature);
        return feature.shape().size() == 1 && side >= SMALLEST_PICTURE && side * side == feature.size();
    }

    private static int side(FeatureSpec feature) {
        return (int) Math.round(Math.sqrt(feature.size()));
    }

    private static List<Integer> square(FeatureSpec feature) {
        return List.of(side(feature), side(feature), 1);
    }

    /** What a feature's field held, in words. */
    static String range(FeatureSpec feature, FieldRange range, int records) {
        return switch (feature.type()) {
            case BOOLEAN -> "true or false" + missing(range, records);
            case ARRAY ->
                feature.size() + " numbers" + (isSquare(feature) ? ", as of a picture" : "") + missing(range, records);
            default -> range(range, records);
        };
    }

    /** {@code 0.1 to 0.9, missing in 3 %}. */
    private static String range(FieldRange range, int records) {
        String text = range.isConstant()
                ? "always " + Figures.brief(range.min())
                : Figures.brief(range.min()) + " to " + Figures.brief(range.max());
        return text + missing(range, records);
    }

    private static String missing(FieldRange range, int records) {
        double missing = range.missing(records);
        return missing == 0 ? "" : String.format(Locale.ROOT, ", missing in %.2g %%", 100 * missing);
    }

    /** Plain where YAML reads it back as the same text, else in double quotes. */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0) || Character.isSurrogate((char) c)) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    /** What a test uncomments, and compares with the defaults. */
    static final List<String> OPTIONAL = """
            # model:
            #   type: auto                  # or undercomplete, sparse, denoising, variational, convolutional
            #   latent: auto                # size of the latent vector
            #   hidden: auto                # sizes of the hidden layers, such as [32, 16]
            #   activation: auto            # tanh; relu for images

            # training:
            #   history: PT24H              # how much history is trained on
            #   every: PT1H                 # time between retrains
            #   min-records: 1000           # records needed for a model
            #   max-records: 100000         # records kept of a longer history, sampled evenly
            #   seed: 42

            # alerts:
            #   budget: 1 per day per entity  # what normal traffic may raise; or `1 per 1000 records`

            # latents:
            #   encoding: float32           # float32 | int8: one byte a dimension, with a scale

            # models:
            #   max-bytes: 16777216         # largest model that is read or published

            # http:                         # /metrics, /healthz, /readyz of `sluice stream`
            #   host: 127.0.0.1
            #   port: 8080
            """.lines().toList();
}
