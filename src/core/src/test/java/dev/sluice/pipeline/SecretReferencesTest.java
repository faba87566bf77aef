package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferencesTest {

    private static final String MINIMAL = "pipeline: p\ninput: {topic: t}\n";

    @TempDir
    Path folder;

    @Test
    void takesClientSettingsFromFilesAndTheEnvironment() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "hun$1ter\\2\n");
        PipelineConfig config = parse(
                "kafka:\n  sasl.jaas.config: 'Login required username=\"${env:WHO}\" password=\"${file:" + password
                        + "}\";'\n  ssl.key.password: ${env:KEY_PASSWORD}\n",
                Map.of("WHO", "scorer", "KEY_PASSWORD", "a: b"));

        assertThat(config.kafka())
                .containsEntry("sasl.jaas.config", "Login required username=\"scorer\" password=\"hun$1ter\\2\";")
                .containsEntry("ssl.key.password", "a: b");
    }

    @Test
    void takesThemInVariablesToo() {
        assertThat(parse("", Map.of("SLUICE_KAFKA_SSL_KEY_PASSWORD", "${env:X}", "X", "secret"))
                        .kafka())
                .containsEntry("ssl.key.password", "secret");
    }

    @Test
    void takesTheSigningKeyFromTheEnvironment() {
        assertThat(parse("trainer: {signing-key: '${env:KEY}'}", Map.of("KEY", "-----BEGIN x"))
                        .trust()
                        .signingKey())
                .isEqualTo("-----BEGIN x");
        assertThat(parse("", Map.of("SLUICE_TRAINER_SIGNING_KEY", "/run/secrets/key"))
                        .trust()
                        .signingKey())
                .isEqualTo("/run/secrets/key");
    }

    @Test
    void leavesOtherTextAndKafkasOwnReferencesAlone() {
        assertThat(parse("kafka: {a: '${vault:x}', b: '$x ${'}", Map.of()).kafka())
                .containsEntry("a", "${vault:x}")
                .containsEntry("b", "$x ${");
        assertThat(parse("kafka: {config.providers: file, a: '${file:/x:password}'}", Map.of())
                        .kafka())
                .containsEntry("a", "${file:/x:password}");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> parse("kafka: {ssl.key.password: '${env:NONE}'}", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("kafka.ssl.key.password: ${env:NONE}: environment variable NONE is not set");
        assertThatThrownBy(() -> parse("kafka: {ssl.key.password: '${file:/none/x}'}", Map.of()))
                .hasMessage("kafka.ssl.key.password: ${file:/none/x}: cannot be read (NoSuchFileException)");
    }

    @Test
    void aPasswordThatBreaksTheSettingAroundItIsNotShown() {
        assertThatThrownBy(() -> parse(
                        "kafka: {sasl.jaas.config: 'Login required username=a password=${env:PASSWORD};'}",
                        Map.of("PASSWORD", "first second")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.sasl.jaas.config: cannot be read")
                .hasMessageNotContaining("first")
                .hasMessageNotContaining("second")
                .hasNoCause();
    }

    private static PipelineConfig parse(String lines, Map<String, String> environment) {
        return PipelineFile.parse(MINIMAL + lines, "pumps.yaml", environment);
    }
}
