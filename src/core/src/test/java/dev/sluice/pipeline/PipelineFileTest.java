package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.codec.Bound;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFileTest {

    private static final String FULL = """
            pipeline: pumps
            kafka:
              bootstrap.servers: [one:9092, two:9092]
              ssl.key.password: hunter2
              retries: 5
            input:
              topic: telemetry
              format: csv
              entity: pump
              timestamp: at
              columns: [at, pump, pressure, flow]
              separator: tab
            features:
              - pressure
              - {field: flow, scale: minmax-symmetric}
            model: {type: undercomplete, latent: 3, hidden: [32, 32], activation: relu}
            training:
              history: 7d
              every: PT30M
              min-records: 500
              max-records: 2000
              seed: -7
              max-epochs: 9
              patience: 2
              batch: 64
              learning-rate: 5e-4
              warm-start: false
              on-drift: true
              adopt-regime-after: 6h
            alerts:
              budget: 2.5 per week per pipeline
              silences:
              - {entity: pump-*, weekly: "Sat 22:00-04:00", zone: Europe/Berlin}
              - {field: flow, from: 2026-03-01T02:00:00Z, until: 2026-03-02T00:00:00Z}
            latents: {encoding: int8, fidelity: 0.9}
            compression: {bound: 1.5%, fields: {pressure: 0.05, flow: out}, mode: record, records: 200, within: 90s}
            models: {keep: 2d, max-bytes: 1048576, trusted-keys: [one.pem, two.pem]}
            trainer: {signing-key: signing.pem}
            http: {host: 0.0.0.0, port: 0}
            """;

    @Test
    void fillsInEveryDefault() {
        PipelineConfig config = parse("pipeline: pumps\ninput: {topic: telemetry}\n");

        assertThat(config)
                .isEqualTo(PipelineConfig.of(
                        "pumps", Map.of("bootstrap.servers", "localhost:9092"), InputConfig.json("telemetry")));
    }

    @Test
    void readsEveryKey() {
        assertThat(parse(FULL))
                .isEqualTo(new PipelineConfig(
                        "pumps",
                        Map.of(
                                "bootstrap.servers", "one:9092,two:9092",
                                "ssl.key.password", "hunter2",
                                "retries", "5"),
                        new InputConfig(
                                "telemetry", Format.CSV, "pump", "at", List.of("at", "pump", "pressure", "flow"), '\t'),
                        List.of(
                                new FeatureSpec("pressure", Scale.STANDARD),
                                new FeatureSpec("flow", Scale.MINMAX_SYMMETRIC)),
                        new ModelConfig(ModelType.UNDERCOMPLETE, 3, List.of(32, 32), Activation.RELU),
                        ScoreKind.COMBINED,
                        Temporal.AUTO,
                        new TrainingConfig(Duration.ofDays(7), Duration.ofMinutes(30), 500, 2_000, -7, 9, 2, 64, 5e-4),
                        new AlertBudget(2.5, Duration.ofDays(7), 0, false),
                        LatentEncoding.INT8,
                        1 << 20,
                        new HttpConfig("0.0.0.0", 0),
                        WireConfig.DEFAULT,
                        new ModelTrust(List.of("one.pem", "two.pem"), "signing.pem"),
                        new Renewal(false, 0.9, true, Duration.ofHours(6), Duration.ofDays(2)),
                        List.of(
                                new StandingSilence(
                                        Optional.of("pump-*"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(StandingSilence.Weekly.parse("Sat 22:00-04:00")),
                                        ZoneId.of("Europe/Berlin")),
                                new StandingSilence(
                                        Optional.empty(),
                                        Optional.of("flow"),
                                        Optional.of(Instant.parse("2026-03-01T02:00:00Z")),
                                        Optional.of(Instant.parse("2026-03-02T00:00:00Z")),
                                        Optional.empty(),
                                        ZoneOffset.UTC)),
                        new CompressionConfig(
                                Optional.of(Bound.relative(0.015)),
                                Map.of("pressure", Optional.of(Bound.absolute(0.05)), "flow", Optional.empty()),
                                PackingMode.RECORD,
                                200,
                                Duration.ofSeconds(90))));
    }

    @Test
    void aBoundIsAShareANumberExactOrNone() {
        String head = "pipeline: pumps\ninput:\n  topic: telemetry\ncompression:\n  bound: ";
        assertThat(parse(head + "0").compression().bound()).contains(Bound.EXACT);
        assertThat(parse(head + "2.5 %").compression().bound()).contains(Bound.relative(0.025));
        assertThat(parse(head + "none").compression().isOn()).isFalse();
        for (String bad : List.of("-1", "1%%", "NaN", "much", "-2%", "1e999")) {
            assertThatThrownBy(() -> parse(head + "\"" + bad + "\""))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("compression.bound: expected 1% of the field's range");
        }
        assertThatThrownBy(() -> parse(head + "1%\n  fields: {heat: 1%}\nfeatures: [pressure, flow]"))
                .hasMessageContaining("\"heat\" is not one of the features [pressure, flow]");
        assertThatThrownBy(() -> parse(head.replace("topic: telemetry", "topic: telemetry\n  serde: a.B") + "1%"))
                .hasMessageContaining("input.serde");
    }

    @Test
    void rendersWhatItReadsBackWithoutTheClientSettings() {
        PipelineConfig config = parse(FULL);
        String yaml = PipelineFile.render(config);

        assertThat(yaml).doesNotContain("kafka", "hunter2", "signing.pem");
        assertThat(yaml).contains("history: PT168H", "budget: 2.5 per week per pipeline", "separator: tab");
        PipelineConfig reread = parse(yaml);
        assertThat(PipelineFile.render(reread)).isEqualTo(yaml);
        assertThat(withSecretsOf(config, reread)).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource({"'null', '1.5e3'", "'true', '- x'", "'0123', '# a: {b}'", "'~', 'a''b\"c'"})
    void rendersAwkwardNames(String pipeline, String field) {
        PipelineConfig config = PipelineConfig.of(
                        pipeline.replace("~", "_"),
                        Map.of("bootstrap.servers", "localhost:9092"),
                        InputConfig.json("telemetry"))
                .withFeatures(List.of(new FeatureSpec(field, Scale.ROBUST), new FeatureSpec("größe 🌡", Scale.MINMAX)));

        assertThat(parse(PipelineFile.render(config))).isEqualTo(config);
    }

    @Test
    void masksSecretsInItsText() {
        PipelineConfig config = PipelineConfig.of(
                "pumps",
                Map.of(
                        "bootstrap.servers", "one:9092",
                        "sasl.jaas.config", "hunter2",
                        "ssl.keystore.key", "hunter2",
                        "ssl.truststore.password", "hunter2"),
                InputConfig.json("telemetry"));

        assertThat(config.toString())
                .contains("one:9092", "ssl.truststore.password=***")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "15m, PT15M",
        "24h, PT24H",
        "7d, PT168H",
        "90 s, PT1M30S",
        "PT36H, PT36H",
        "P2D, PT48H",
        "1500ms, PT1.5S"
    })
    void readsDurations(String text, Duration duration) {
        assertThat(parse("pipeline: p\ninput.topic: t\ntraining: {history: " + text + "}")
                        .training()
                        .history())
                .isEqualTo(duration);
    }

    @Test
    void readsListsFromTextWithCommas() {
        PipelineConfig config = parse("pipeline: p\ninput: {topic: t}\nfeatures: a, b.c\nmodel: {hidden: 32}");

        assertThat(config.features()).extracting(FeatureSpec::field).containsExactly("a", "b.c");
        assertThat(config.model().hidden()).containsExactly(32);
    }

    @Test
    void takesSectionsWithNothingInThem() {
        assertThat(parse("pipeline: p\nkafka:\ninput: {topic: t}\ntraining:\n# every: 1h\n"))
                .isEqualTo(
                        PipelineConfig.of("p", Map.of("bootstrap.servers", "localhost:9092"), InputConfig.json("t")));
    }

    @Test
    void makesADecoderForTheInput() throws Exception {
        assertThat(parse(FULL).input().decoder(List.of(new FeatureSpec("flow"))))
                .isInstanceOf(dev.sluice.record.CsvDecoder.class);
        assertThat(InputConfig.json("t").decoder(List.of(new FeatureSpec("flow"))))
                .isInstanceOf(dev.sluice.record.JsonDecoder.class);
        assertThatThrownBy(() -> parse(FULL).input().decoder(List.of(new FeatureSpec("level"))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("input of topic \"telemetry\": field \"level\" is not one of the columns "
                        + "[at, pump, pressure, flow]");
    }

    @Test
    void loadsAFileAndNamesItInErrors(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("pumps.yaml");
        Files.writeString(file, "pipeline: pumps\ninput: {topic: telemetry}\n");
        assertThat(PipelineFile.load(file, Map.of()).pipeline()).isEqualTo("pumps");

        Files.writeString(file, "pipeline: pumps\n");
        assertThatThrownBy(() -> PipelineFile.load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file.toString());

        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xE9});
        assertThatThrownBy(() -> PipelineFile.load(file, Map.of())).hasMessage(file + ": not UTF-8");

        assertThatThrownBy(() -> PipelineFile.load(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.yaml");
    }

    private static PipelineConfig parse(String yaml) {
        return PipelineFile.parse(yaml, "pumps.yaml", Map.of());
    }

    private static PipelineConfig withSecretsOf(PipelineConfig kafka, PipelineConfig c) {
        return c.withKafka(kafka.kafka())
                .withTrust(new ModelTrust(c.trust().trustedKeys(), kafka.trust().signingKey()));
    }
}
