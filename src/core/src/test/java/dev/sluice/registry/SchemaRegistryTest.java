package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.RegistryConfig;
import dev.sluice.pipeline.SubjectStrategy;
import dev.sluice.record.BadRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryTest {

    private static final String SCHEMA = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}";
    private static final Schema RECORD =
            new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");

    private final AtomicLong nanos = new AtomicLong();
    private StubRegistry stub;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        stub = new StubRegistry();
        registry = new SchemaRegistry(RegistryConfig.at(stub.url()), nanos::get);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static RegistryConfig config(String url, String password, String file, boolean register) {
        return new RegistryConfig(url, "ann", password, file, "", "", SubjectStrategy.TOPIC_NAME, register);
    }

    @Test
    void asksForASchemaOnce() throws BadRecordException {
        stub.on("GET /schemas/ids/7", 200, "{\"schema\":\"" + SCHEMA + "\"}");

        assertThat(registry.schema(7)).isEqualTo(RECORD);
        assertThat(registry.schema(7)).isSameAs(registry.schema(7));
        assertThat(stub.requests).containsExactly("GET /schemas/ids/7");
    }

    @Test
    void anUnknownIdIsTheRecordsFaultAndAskedForAgainLater() throws BadRecordException {
        stub.on("GET /schemas/ids/7", 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> registry.schema(7))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessage("value: expected Avro with a schema that the registry has, got unknown schema id 7");
        }
        assertThat(stub.requests).hasSize(1);
        stub.on("GET /schemas/ids/7", 200, "{\"schema\":\"" + SCHEMA + "\"}");
        nanos.addAndGet(31_000_000_000L);
        assertThat(registry.schema(7)).isEqualTo(RECORD);
    }

    @Test
    void aSchemaOfAnotherKindOrNoneAtAllIsTheRecordsFault() {
        stub.on("GET /schemas/ids/1", 200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}");
        stub.on("GET /schemas/ids/2", 200, "{\"schema\":\"{\\\"type\\\":\\\"nonsense\\\"}\"}");

        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("got schema id 1, which is of type PROTOBUF");
        assertThatThrownBy(() -> registry.schema(2))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("got schema id 2, which cannot be parsed");
    }

    @Test
    void findsTheSchemasThatASchemaNames() throws BadRecordException {
        stub.on(
                "GET /schemas/ids/3",
                200,
                "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"R\\\"}\",\"references\":[{\"name\":\"R\","
                        + "\"subject\":\"r value\",\"version\":2}]}");
        stub.on("GET /subjects/r%20value/versions/2", 200, "{\"id\":1,\"schema\":\"" + SCHEMA + "\"}");

        assertThat(registry.schema(3).getElementType()).isEqualTo(RECORD);
    }

    @Test
    void anOutageIsNobodysFault() {
        stub.on("GET /schemas/ids/1", 503, "");
        stub.on("GET /schemas/ids/2", 429, "{}");
        stub.on("GET /schemas/ids/3", 200, "<html>");

        for (int id = 1; id <= 3; id++) {
            int asked = id;
            assertThatThrownBy(() -> registry.schema(asked)).isInstanceOf(RegistryOutageException.class);
        }
        stub.close();
        assertThatThrownBy(() -> registry.schema(4))
                .isInstanceOf(RegistryOutageException.class)
                .hasMessageContaining("the schema registry at " + stub.url() + " cannot be reached");
    }

    @Test
    void aRefusalSaysWhatToMend() {
        stub.on("GET /schemas/ids/1", 401, "{\"message\":\"Unauthorized\"}");
        stub.on("GET /schemas/ids/2", 403, "{\"message\":\"Forbidden\"}");

        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessageContaining("SLUICE_REGISTRY_PASSWORD");
        assertThatThrownBy(() -> registry.schema(2))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessageContaining("does not allow it: Forbidden");
        assertThatThrownBy(() -> registry.schema(3))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessageContaining("correct registry.url");
    }

    @Test
    void registersASchemaOnceAndSaysWhyItCannot() {
        stub.on("POST /subjects/pumps.scores-value/versions", 200, "{\"id\":12}");
        stub.on("POST /subjects/other/versions", 409, "{\"error_code\":409,\"message\":\"incompatible\"}");

        assertThat(registry.register("pumps.scores-value", RECORD)).isEqualTo(12);
        assertThat(registry.register("pumps.scores-value", RECORD)).isEqualTo(12);
        assertThat(stub.requests)
                .containsExactly("POST /subjects/pumps.scores-value/versions {\"schema\":\"" + SCHEMA + "\"}");
        assertThatThrownBy(() -> registry.register("other", RECORD))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessageContaining("subject other does not take the schema of R: ")
                .hasMessageContaining("incompatible");
    }

    @Test
    void onlyLooksWhereItIsNotToRegister() {
        SchemaRegistry looking = new SchemaRegistry(config(stub.url(), "x", "", false));
        stub.on("POST /subjects/a", 200, "{\"id\":5,\"version\":1}");
        stub.on("POST /subjects/b", 404, "{\"error_code\":40401,\"message\":\"no subject\"}");

        assertThat(looking.register("a", RECORD)).isEqualTo(5);
        assertThatThrownBy(() -> looking.register("b", RECORD))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessageContaining("does not have the schema of R: register it there");
    }

    @Test
    void authenticatesWithASecretThatNoErrorRepeats(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "hunter2\n");
        stub.on("GET /schemas/ids/1", 401, "{}");

        for (RegistryConfig config : new RegistryConfig[] {
            config(stub.url(), "hunter2", "", true), config(stub.url(), "", file.toString(), true)
        }) {
            assertThatThrownBy(() -> new SchemaRegistry(config).schema(1))
                    .isInstanceOf(RegistryRefusalException.class)
                    .hasMessageNotContaining("hunter2");
            assertThat(config.toString()).doesNotContain("hunter2");
        }
        assertThat(stub.requests).allMatch(r -> r.equals("GET /schemas/ids/1 Basic YW5uOmh1bnRlcjI="));
        assertThatThrownBy(() -> new SchemaRegistry(config(stub.url(), "", "nowhere", true)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registry.password-file: cannot read nowhere");
    }
}
