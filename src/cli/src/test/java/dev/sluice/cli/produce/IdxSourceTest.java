package dev.sluice.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CommandRun;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {

    @TempDir
    Path folder;

    private String idx(String name, byte[] values, int... header) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * header.length + values.length);
        for (int h : header) {
            bytes.putInt(h);
        }
        bytes.put(values);
        Path file = folder.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(bytes.array());
        }
        return file.toString();
    }

    private String images(int count) throws IOException {
        return idx("images.gz", new byte[] {0, 1, 2, (byte) 255, 10, 11, 12, 13}, 0x803, count, 2, 2);
    }

    private CommandRun produce(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "produce";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandRun.sluice(arguments);
    }

    @Test
    void picturesAndTheirLabelsBecomeRecords() throws IOException {
        Path out = folder.resolve("out.jsonl");
        CommandRun run = produce(
                "--images", images(2), "--labels", idx("labels", new byte[] {7, 3}, 0x801, 2), "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(out).hasContent("{\"pixels\":[0,1,2,255],\"label\":7}\n{\"pixels\":[10,11,12,13],\"label\":3}\n");
        produce("--images", images(2), "--limit", "1", "--out", out.toString());
        assertThat(out).hasContent("{\"pixels\":[0,1,2,255]}\n");
    }

    @Test
    void tablesGoToAFileTooCompressedWhereItsNameSaysSo() throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n,y\n");
        String out = folder.resolve("t.jsonl.gz").toString();
        assertThat(produce(csv.toString(), "--out", out).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(new java.util.zip.GZIPInputStream(Files.newInputStream(Path.of(out))))
                .hasContent("{\"a\":1,\"b\":\"x\"}\n{\"b\":\"y\"}\n");
    }

    @Test
    void filesThatAreNoneAreNamed() throws IOException {
        String out = folder.resolve("out").toString();
        String labels = idx("labels", new byte[] {7, 3}, 0x801, 2);
        refuses("header promises", "--images", images(3), "--out", out);
        refuses("which begins with 00000803, got 00000801", "--images", labels, "--out", out);
        refuses("has 2 labels, but", "--images", images(3), "--labels", labels, "--out", out);
        refuses("ends within the header", "--images", idx("short", new byte[] {0, 0}), "--out", out);
        refuses("are no items", "--images", idx("huge", new byte[0], 0x803, 1, 1 << 30, 1 << 30), "--out", out);
        refuses("no such file: nowhere", "--images", "nowhere", "--out", out);
    }

    private void refuses(String message, String... options) {
        CommandRun run = produce(options);
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
    }

    @Test
    void optionsThatContradictEachOtherAreUsageErrors() throws IOException {
        assertThat(produce("--out", "o").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(produce("f.csv", "--images", "i", "--out", "o").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(produce("f.csv", "--labels", "l", "--out", "o").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(produce("f.csv", "--topic", "t", "--out", "o").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(produce("--images", "i", "--key", "k", "--out", "o").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
