package dev.sluice.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pipeline.ConfigException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    /** The examples of RFC 8410, chapter 10. */
    private static final String PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void derivesThePublicHalfOfAKeyThatOthersMade() {
        assertThat(SigningKey.of(PRIVATE).orElseThrow().publicBase64()).isEqualTo(PUBLIC);
    }

    @Test
    void verifiesWhatTheOtherHalfSignedAndNothingElse() {
        SigningKey key = SigningKey.generate();
        TrustedKeys trusted = TrustedKeys.of(List.of(key.publicBase64()));
        byte[] signature = key.sign(MESSAGE);

        assertThat(trusted.verify(key.fingerprint(), MESSAGE, signature)).isTrue();
        assertThat(trusted.verify(
                        key.fingerprint(), MESSAGE, SigningKey.generate().sign(MESSAGE)))
                .isFalse();
        assertThat(trusted.verify(key.fingerprint(), new byte[1], signature)).isFalse();
        assertThat(trusted.verify(key.fingerprint(), MESSAGE, new byte[64])).isFalse();
        assertThat(trusted.verify(SigningKey.generate().fingerprint(), MESSAGE, signature))
                .isFalse();
    }

    @Test
    void readsBackTheFilesThatItWrites() throws Exception {
        SigningKey key = SigningKey.generate();
        Path secret = Files.write(folder.resolve("a.pem"), key.privatePem());
        Path open = Files.write(folder.resolve("b.pem"), key.publicPem());

        SigningKey read = SigningKey.of(secret.toString()).orElseThrow();
        assertThat(read.fingerprint()).isEqualTo(key.fingerprint());
        TrustedKeys trusted = TrustedKeys.of(List.of(open.toString()));
        assertThat(trusted.verify(key.fingerprint(), MESSAGE, read.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void namesKeysByTheBeginningOfASha256() {
        assertThat(SigningKey.of(PRIVATE).orElseThrow().fingerprint().toString())
                .matches("[0-9a-f]{16}");
        assertThat(SigningKey.of(PRIVATE).orElseThrow().fingerprint().hex()).hasSize(64);
    }

    @Test
    void noKeyIsNoKey() {
        assertThat(SigningKey.of("")).isEmpty();
        assertThat(TrustedKeys.of(List.of()).required()).isFalse();
    }

    @Test
    void saysWhichKeyItCannotUseWithoutShowingIt() throws Exception {
        String secret = "MC4CAQAwBQYDK2VwBCIEINTuctv5";
        Path broken = Files.writeString(
                folder.resolve("x.pem"), "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> SigningKey.of(broken.toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "trainer.signing-key: file " + broken + ": not an Ed25519 private key in PKCS#8")
                .hasMessageNotContaining(secret);
        assertThatThrownBy(() -> SigningKey.of(Files.readString(broken))).hasMessageNotContaining(secret);
        assertThatThrownBy(() -> SigningKey.of(folder.resolve("none").toString()))
                .hasMessageContaining("cannot read file", "none");
        assertThatThrownBy(() -> TrustedKeys.of(List.of(PUBLIC, broken.toString())))
                .hasMessageStartingWith("models.trusted-keys[1]: ")
                .hasMessageContaining("PUBLIC KEY");
        assertThatThrownBy(() -> TrustedKeys.of(List.of(PUBLIC.substring(0, 40))))
                .hasMessageContaining("not an Ed25519 public key");
    }
}
