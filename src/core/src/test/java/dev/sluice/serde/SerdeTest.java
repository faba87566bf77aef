package dev.sluice.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Fence;
import dev.sluice.contract.Score;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.SerdeConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.JsonDecoder;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serdes in a jar of their own, compiled here. */
class SerdeTest {

    private static final String DESERIALIZER = """
            package acme;

            public final class Reader implements org.apache.kafka.common.serialization.Deserializer<Object> {
                private Object limit;

                public void configure(java.util.Map<String, ?> configs, boolean isKey) {
                    limit = configs.get("limit");
                    if ("hunter2".equals(limit)) {
                        throw new IllegalArgumentException("not hunter2");
                    }
                }

                public Object deserialize(String topic, byte[] data) {
                    String text = new String(data);
                    switch (text) {
                        case "io":
                            throw new org.apache.kafka.common.errors.SerializationException(
                                    "Error", new java.io.IOException("connection refused"));
                        case "later":
                            throw new org.apache.kafka.common.errors.TimeoutException("not now");
                        case "bad":
                            throw new org.apache.kafka.common.errors.SerializationException("bad bytes");
                        case "who":
                            throw new org.apache.kafka.common.errors.SaslAuthenticationException("no");
                        case "object":
                            return this;
                        case "text":
                            return "{\\"flow\\": 4, \\"s\\": {\\"temp\\": 5}}";
                        default:
                            return java.util.Map.of(
                                    "flow", Integer.parseInt(text), "s", java.util.Map.of("temp", 1.5f),
                                    "at", java.time.Instant.EPOCH, "list", java.util.List.of(1, 2), "limit", limit);
                    }
                }
            }
            """;
    private static final String SERIALIZER = """
            package acme;

            public final class Writer implements org.apache.kafka.common.serialization.Serializer<Object> {
                public byte[] serialize(String topic, Object data) {
                    if (topic.equals("full")) {
                        throw new IllegalStateException("no room");
                    }
                    return (topic + " " + data).getBytes();
                }
            }
            """;

    @TempDir
    Path folder;

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///acme/" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    @BeforeEach
    void compile() throws IOException, URISyntaxException {
        URI kafka = Deserializer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<Source> sources = List.of(new Source("Reader", DESERIALIZER), new Source("Writer", SERIALIZER));
        assertThat(compiler.getTask(
                                null,
                                null,
                                null,
                                List.of("-proc:none", "-cp", Path.of(kafka).toString(), "-d", classes.toString()),
                                null,
                                sources)
                        .call())
                .isTrue();
        try (OutputStream file = Files.newOutputStream(folder.resolve("acme.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (String name : List.of("acme/Reader.class", "acme/Writer.class")) {
                jar.putNextEntry(new JarEntry(name));
                jar.write(Files.readAllBytes(classes.resolve(name)));
            }
        }
    }

    private SerdeConfig config(String type) {
        return new SerdeConfig(type, folder.toString(), Map.of("limit", "7"));
    }

    private static Telemetry decode(InputSerde serde, String value) throws BadRecordException {
        RecordLayout layout = new RecordLayout(List.of(new FeatureSpec("flow"), new FeatureSpec("s.temp")), null, null);
        Telemetry telemetry = new Telemetry(layout.features());
        new SerdeDecoder(serde, new JsonDecoder(layout)).decode(value.getBytes(UTF_8), telemetry);
        return telemetry;
    }

    @Test
    void readsWhatAUsersDeserializerReturns() throws BadRecordException {
        try (InputSerde serde = new InputSerde(config("acme.Reader"), "telemetry")) {
            assertThat(decode(serde, "12").observation.values).containsExactly(12, 1.5);
            assertThat(decode(serde, "text").observation.values).containsExactly(4, 5);
            assertThat(new String(serde.text("3".getBytes(UTF_8)), UTF_8))
                    .contains("\"at\":\"1970-01-01T00:00:00Z\"", "\"list\":[1,2]", "\"limit\":\"7\"");
        }
    }

    @Test
    void tellsAnOutageFromABadRecord() {
        try (InputSerde serde = new InputSerde(config("acme.Reader"), "telemetry")) {
            assertThatThrownBy(() -> decode(serde, "io"))
                    .isInstanceOf(RegistryOutageException.class)
                    .hasMessageContaining("connection refused");
            assertThatThrownBy(() -> decode(serde, "later")).isInstanceOf(RegistryOutageException.class);
            assertThatThrownBy(() -> decode(serde, "who")).isInstanceOf(RegistryRefusalException.class);
            assertThatThrownBy(() -> decode(serde, "bad"))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessage("value: expected what input.serde acme.Reader reads, got bad bytes");
            assertThatThrownBy(() -> decode(serde, "object"))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageContaining("got acme.Reader");
        }
    }

    @Test
    void givesAUsersSerializerWhatOthersRead() {
        Score score = new Score("p", "t", 1, 2L, 3L, 4, 0.5, 0.25, 0.125, false, 0, List.of());
        try (OutputSerde serde = new OutputSerde(config("acme.Writer"), Map.of(Score.class, "pumps.scores"))) {
            assertThat(new String(serde.apply(score), UTF_8))
                    .startsWith("pumps.scores {\"entity\": \"p\", \"topic\": \"t\"");
            assertThat(new String(serde.apply(new Fence("t", 1, 2L, 3, 4L)), UTF_8))
                    .startsWith("{\"topic\":\"t\"");
        }
        try (OutputSerde serde = new OutputSerde(config("acme.Writer"), Map.of(Score.class, "full"))) {
            assertThatThrownBy(() -> serde.apply(score))
                    .isInstanceOf(RegistryRefusalException.class)
                    .hasMessage("output.serde acme.Writer does not take a Score: no room");
        }
    }

    @Test
    void saysWhatIsWrongWithClassOrFolder() {
        assertBad(new SerdeConfig("acme.Reader", "", Map.of()), "there is no class acme.Reader; name the folder");
        assertBad(new SerdeConfig("acme.Reader", "nowhere", Map.of()), "input.serde-path: there is no folder ");
        assertBad(
                new SerdeConfig("acme.Reader", folder.resolve("classes").toString(), Map.of()),
                "input.serde-path: there is no jar in folder");
        assertBad(config("acme.Absent"), "there is no class acme.Absent in the jars of ");
        assertBad(config("acme.Writer"), "class acme.Writer is no org.apache.kafka.common.serialization.Deserializer");
        assertThatThrownBy(() -> new InputSerde(
                        new SerdeConfig("acme.Reader", folder.toString(), Map.of("limit", "hunter2")), "t"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does not take input.serde-properties: IllegalArgumentException")
                .hasMessageNotContaining("hunter2");
    }

    private static void assertBad(SerdeConfig config, String message) {
        assertThatThrownBy(() -> new InputSerde(config, "t"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }
}
