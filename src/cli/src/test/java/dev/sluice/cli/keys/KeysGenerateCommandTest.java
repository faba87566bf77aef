package dev.sluice.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.command.ExitCode;
import dev.sluice.signature.SigningKey;
import dev.sluice.signature.TrustedKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysGenerateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int generate(Path into) {
        CommandLine sluice = Sluice.commandLine();
        sluice.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return sluice.execute("keys", "generate", "--out", into.toString());
    }

    @Test
    void writesAKeyPairWhosePrivateHalfOnlyItsOwnerReads() throws Exception {
        Path into = folder.resolve("new/keys");

        assertThat(generate(into)).isEqualTo(ExitCode.OK);
        Path secret = into.resolve("signing-key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        SigningKey key = SigningKey.of(secret.toString()).orElseThrow();
        TrustedKeys trusted =
                TrustedKeys.of(List.of(into.resolve("signing-key.pub.pem").toString()));
        assertThat(trusted.knows(key.fingerprint())).isTrue();
        assertThat(out.toString())
                .contains("Key " + key.fingerprint())
                .contains("trusted-keys: [" + key.publicBase64() + "]")
                .doesNotContain("BEGIN PRIVATE KEY");
    }

    @Test
    void overwritesNothing() throws Exception {
        generate(folder);
        byte[] first = Files.readAllBytes(folder.resolve("signing-key.pem"));

        assertThat(generate(folder)).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains("signing-key.pub.pem: is there already");
        Files.delete(folder.resolve("signing-key.pub.pem"));
        assertThat(generate(folder)).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains("signing-key.pem: is there already");
        assertThat(Files.readAllBytes(folder.resolve("signing-key.pem"))).isEqualTo(first);
        assertThat(folder.resolve("signing-key.pub.pem")).doesNotExist();
    }
}
