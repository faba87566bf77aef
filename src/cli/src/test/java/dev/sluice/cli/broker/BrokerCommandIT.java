package dev.sluice.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CommandRun;
import dev.sluice.cli.Sluice;
import dev.sluice.command.ExitCode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandIT {

    @TempDir
    Path folder;

    private Process sluice(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 6];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-XX:TieredStopAtLevel=1";
        command[2] = "-Xmx256m";
        command[3] = "-cp";
        command[4] = System.getProperty("java.class.path");
        command[5] = Sluice.class.getName();
        System.arraycopy(arguments, 0, command, 6, arguments.length);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(new File(folder.toFile(), "err"))
                .start();
    }

    @Test
    @Timeout(60)
    void runsUntilItIsStoppedThenExitsWithZeroAndKeepsItsData() throws Exception {
        Process process = sluice("broker", "--port", "0", "--data", "kept");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();
            assertThat(ready).startsWith("Kafka broker ready at 127.0.0.1:");
            String address = ready.replaceFirst(".* at ([^,]*),.*", "$1");
            Path rows = Files.writeString(folder.resolve("rows.csv"), "x\n1\n2\n");
            CommandRun produced =
                    CommandRun.sluice("produce", rows.toString(), "--topic", "t", "--bootstrap-server", address);
            assertThat(produced.out()).startsWith("2 records sent to t");
            process.toHandle().destroy(); // SIGTERM; of the process itself, it would close the stream, too
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out.lines()).anyMatch(l -> l.startsWith("Stopped; the data is kept in "));
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("err")).isEmptyFile();
        try (EmbeddedBroker again = EmbeddedBroker.start(0, folder.resolve("kept"))) {
            assertThat(CommandRun.sluice(
                                    "init",
                                    "-t",
                                    "t",
                                    "-o",
                                    folder.resolve("p.yaml").toString(),
                                    "-b",
                                    again.bootstrapServers())
                            .out())
                    .contains("2 records of t");
        }
    }

    @Test
    void aPortThatIsTakenIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            CommandRun run = CommandRun.sluice(
                    "broker", "--port", Integer.toString(taken.getLocalPort()), "--data", folder.toString());
            assertThat(run.exitCode()).isEqualTo(ExitCode.BROKER);
            assertThat(run.err()).contains("cannot be used").contains("--port").hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
    }
}
