package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pipeline file says when it cannot be used. */
class PipelineFileErrorsTest {

    /** Three lines, so that what a test appends begins in line 4. */
    private static final String MINIMAL = "pipeline: pumps\ninput:\n  topic: telemetry\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "training: {min-records: many}~training.min-records: expected a whole number of at least 10, got \"many\"",
                "training: {min-records: 9}~training.min-records: expected a whole number of at least 10, got \"9\"",
                "training: {min-records: 99999999999}~training.min-records: expected a whole number of at least 10, got \"99999999999\"",
                "training: {min-records: 1.5}~training.min-records: expected a whole number of at least 10, got \"1.5\"",
                "training: {min-records: [10]}~training.min-records: expected a whole number of at least 10, got a list",
                "training: {min-records: {a: 1}}~training.min-records: expected a whole number of at least 10, got a map",
                "training: {min-records: }~training.min-records: expected a whole number of at least 10, got nothing",
                "training: {min-records: 200000}~training.min-records: expected at most training.max-records (100000), got 200000",
                "training: {every: often}~training.every: expected a duration such as 30s, 15m, 24h, 7d or PT24H, of at least 1s, got \"often\"",
                "training: {history: -PT1H}~training.history: expected a duration such as 30s, 15m, 24h, 7d or PT24H, of at least 1s, got \"-PT1H\"",
                "training: {history: P999999999999D}~training.history: expected a duration such as 30s, 15m, 24h, 7d or PT24H, of at least 1s, got \"P999999999999D\"",
                "training: {learning-rate: 0}~training.learning-rate: expected a number above 0 and at most 1, got \"0\"",
                "training: {learning-rate: NaN}~training.learning-rate: expected a number above 0 and at most 1, got \"NaN\"",
                "training: {seed: x}~training.seed: expected a whole number, got \"x\"",
                "training: fast~training: expected a map of settings, got \"fast\"",
                "model: {type: transformer}~model.type: expected one of auto, undercomplete, sparse, denoising, variational, convolutional, got \"transformer\"",
                "model: {activation: cosine}~model.activation: expected auto, or one of identity, relu, leakyrelu, elu, selu, tanh, sigmoid, hardsigmoid, hardtanh, softplus, softsign, swish, got \"cosine\"",
                "model: {latent: 0}~model.latent: expected auto, or a whole number from 1 to 4096, got \"0\"",
                "model: {hidden: [32, 0]}~model.hidden[1]: expected a whole number from 1 to 65536, got \"0\"",
                "model: {hidden: {a: 1}}~model.hidden: expected auto, none, or a list of layer sizes such as [32, 16], got a map",
                "model: {shape: [4]}~model.shape: expected [height, width, channels] or [times, features], got 1 numbers",
                "model: {type: denoising, noise: none}~model.noise: a denoising autoencoder needs noise; set gaussian or masking, or model.type to undercomplete",
                "model: {noise: masking, noise-level: 2}~model.noise-level: expected a share below 1 where model.noise is masking, got 2.0",
                "model: {dropout: 1}~model.dropout: expected a number from 0 to 0.9, got \"1\"",
                "model: {loss: mean}~model.loss: expected one of auto, mse, mae, huber, binary-crossentropy, gaussian, got \"mean\"",
                "model: {filters: []}~model.filters: expected a list of numbers of filters such as [16, 32], got a list",
                "training: {optimizer: lion}~training.optimizer: expected one of adam, amsgrad, adamax, nadam, adagrad, adadelta, rmsprop, nesterovs, sgd, got \"lion\"",
                "training: {engine: cuda}~training.engine: expected one of auto, java, dl4j, got \"cuda\"",
                "http: {port: 70000}~http.port: expected a whole number from 0 to 65535, got \"70000\"",
                "latents: {encoding: float16}~latents.encoding: expected one of float32, int8, got \"float16\"",
                "alerts: {budget: often}~alerts.budget: expected \"<n> per <hour|day|week> per <entity|pipeline>\" or \"<n> per <n> records\", got \"often\"",
                "alerts: {budget: }~alerts.budget: expected an alert budget such as \"1 per day per entity\", got nothing",
                "features: []~features: expected auto, or a list of field names and of {field: NAME, scale: SCALE}, got an empty list",
                "features: [a, b, a]~features[2]: field \"a\" is listed twice",
                "features: [{scale: minmax}]~features[0]: expected {field: NAME, scale: SCALE}, got no field",
                "features: [{field: a, scale: log}]~features[0].scale: expected one of standard, minmax, minmax-symmetric, robust, quantile, signed-log, auto, got \"log\"",
                "features: [{field: a, scal: log}]~features[0].scal: unknown key; the nearest known key is \"scale\"",
                "features: {field: a}~features: expected auto, or a list of field names and of {field: NAME, scale: SCALE}, got a map",
                "kafka: {ssl: {protocol: TLS}}~kafka.ssl: expected one value, got a map; write the whole name on one line, as in bootstrap.servers: localhost:9092",
            })
    void saysWhatWasExpectedAndWhere(String line, String message) {
        assertThat(failure(MINIMAL + line)).hasMessage(message + " (pumps.yaml, line 4)");
    }

    @Test
    void plainJavaForConvolutionsIsToldWithTheMend() {
        assertThat(failure(MINIMAL + "training: {engine: java}\nmodel: {type: convolutional}\n"))
                .hasMessageStartingWith("training.engine: java trains fully connected layers only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trainig: {every: 1h}|trainig|training|4",
                "training: {minRecords: 100}|training.minRecords|training.min-records|4",
                "training: {evrey: 1h}|training.evrey|training.every|4",
                "topic: telemetry|topic|input.topic|4",
                "budget: often|budget|alerts.budget|4",
                "kafka.bootstrap.servers: a|kafka.bootstrap.servers|kafka|4",
                "feature: auto|feature|features|4",
                "Pipeline: pumps|Pipeline|pipeline|4",
            })
    void namesTheNearestKnownKey(String line, String key, String nearest, int lineNumber) {
        assertThat(failure(MINIMAL + line))
                .hasMessage("unknown key \"" + key + "\"; the nearest known key is \"" + nearest
                        + "\" (pumps.yaml, line " + lineNumber + ")");
    }

    @Test
    void namesWhatIsRequired() {
        assertThat(failure(""))
                .hasMessage(
                        "pipeline: is required: a name of at most 200 letters, digits, \".\", \"_\" and \"-\" (pumps.yaml)");
        assertThat(failure("pipeline: pumps"))
                .hasMessage(
                        "input.topic: is required: a topic name of at most 249 letters, digits, \".\", \"_\" and \"-\" "
                                + "(pumps.yaml)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "größe", ".", "..", "\"\""})
    void refusesNamesThatNoTopicCanHave(String name) {
        assertThat(failure("pipeline: " + name + "\ninput: {topic: t}"))
                .hasMessageStartingWith("pipeline: expected a name of at most 200 letters")
                .hasMessageEndingWith(" (pumps.yaml, line 1)");
        assertThat(failure("pipeline: p\ninput: {topic: " + name + "}"))
                .hasMessageStartingWith("input.topic: expected a topic name")
                .hasMessageEndingWith(" (pumps.yaml, line 2)");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(failure("pipeline: " + "p".repeat(201) + "\ninput: {topic: t}"))
                .hasMessageStartingWith("pipeline: ");
        assertThat(PipelineFile.parse("pipeline: " + "p".repeat(200) + "\ninput: {topic: t}", "x", Map.of())
                        .topics()
                        .all())
                .allMatch(topic -> topic.length() <= 249);
    }

    @Test
    void refusesToReadItsOwnOutput() {
        assertThat(failure("pipeline: pumps\ninput: {topic: pumps.scores}"))
                .hasMessage("input.topic: \"pumps.scores\" is an output of pipeline \"pumps\"; read another topic, or "
                        + "rename the pipeline (pumps.yaml, line 2)");
        assertThat(PipelineFile.parse("pipeline: pumps\ninput: {topic: pumps.raw}", "x", Map.of()))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "format: csv~input.columns: is required where input.format is csv: the names of all columns, in order, such as [time, pressure, flow]~",
                "columns: [a]~input.columns: only csv records have columns; set input.format to csv, or leave them out~, line 1",
                "format: csv, columns: [a, b, a]~input.columns: \"a\" is listed twice~, line 1",
                "format: csv, columns: [host, b], entity: hots~input.entity: field \"hots\" is not in input.columns; the nearest column is \"host\"~, line 1",
                "format: csv, columns: [time, b], timestamp: tiem~input.timestamp: field \"tiem\" is not in input.columns; the nearest column is \"time\"~, line 1",
                "format: csv, columns: [a], separator: ::~input.separator: expected one character such as , or ; or | (or tab), got \"::\"~, line 1",
                "format: csv, columns: [a], separator: x~input.separator: expected one character such as , or ; or | (or tab), got \"x\"~, line 1",
                "format: xml~input.format: expected one of json, csv, avro, got \"xml\"~, line 1",
            })
    void checksTheInputAsAWhole(String input, String message, String line) {
        assertThat(failure("input: {topic: t, " + input.replace("::", "'::'") + "}\npipeline: pumps"))
                .hasMessage(message + " (pumps.yaml" + (line == null ? "" : line) + ")");
    }

    @Test
    void refusesFeaturesThatAreNoColumn() {
        assertThat(failure("pipeline: p\ninput: {topic: t, format: csv, columns: [flow, temp]}\nfeatures: [flwo]"))
                .hasMessage("features: field \"flwo\" is not in input.columns; the nearest column is \"flow\" "
                        + "(pumps.yaml, line 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http: {port: 1, port: 2}|http.port: is there twice (pumps.yaml, line 4)",
                "pipeline: other|pipeline: is there twice (pumps.yaml, line 4)",
                "input.topic: other|input.topic: is there twice (pumps.yaml, line 4)",
            })
    void refusesAKeyThatIsThereTwice(String line, String message) {
        assertThat(failure(MINIMAL + line)).hasMessage(message);
    }

    @Test
    void saysWhereItIsNotYaml() {
        assertThat(failure(MINIMAL + "http: {port: 1"))
                .hasMessageStartingWith("pumps.yaml, line 4: not YAML: ")
                .hasMessageNotContaining("\n");
        assertThat(failure(MINIMAL + "\tport: 1")).hasMessageStartingWith("pumps.yaml, line 4: not YAML: ");
        assertThat(failure("just text"))
                .hasMessage("expected a map of settings, got \"just text\" (pumps.yaml, line 1)");
        assertThat(failure("- a\n- b")).hasMessage("expected a map of settings, got a list (pumps.yaml, line 1)");
        assertThat(failure(MINIMAL + "---\na: b")).hasMessageStartingWith("pumps.yaml, line ");
        assertThat(failure("a: &a {b: *a}")).hasMessageContaining("pumps.yaml, line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {ssl.key.password: {a: hunter2}}",
                "kafka: {ssl.key.password: *hunter2 }",
                "kafka: {ssl.key.password: \"hunter2",
                "kafka: {ssl.key.password: @hunter2}",
                "kafka: ssl.key.password=hunter2",
                "kafka: [hunter2]",
                "kafka: {ssl.key.password: [[hunter2], {a: hunter2}]}",
                "ssl.key.password: hunter2",
                "kafka: {ssl.key.password: hunter2}\nhttp: {port: x}",
            })
    void neverShowsASecret(String lines) {
        ConfigException e = failure(MINIMAL + lines);

        assertThat(e).hasMessageContaining("pumps.yaml");
        for (Throwable t = e; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void refusesAliasesThatMakeTooMuchOfLittle() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 8; i++) {
            String below = "*a" + (i - 1);
            laughs.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(6, below)) + "]\n");
        }
        assertThat(failure(laughs.toString())).hasMessageContaining("more than 100000 entries");
        assertThat(failure("a: " + "[".repeat(50_000))).hasMessageContaining("pumps.yaml");
    }

    @Test
    void comparesNoMoreOfALongNameThanThereIsToCompare() {
        assertThat(failure(MINIMAL + "x".repeat(900) + ": 1"))
                .hasMessageContaining("nearest known key")
                .message()
                .hasSizeLessThan(300);
    }

    private static ConfigException failure(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> PipelineFile.parse(yaml, "pumps.yaml", Map.of()));
    }
}
