package dev.sluice.bench.compression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command of Debian's zfp package, where it is installed: each field's column as one series, within its bound. */
record ZfpCommand(Path command, Path work) implements Packing {

    static Optional<ZfpCommand> of(Path work) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, "zfp"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(found -> new ZfpCommand(found, work));
    }

    @Override
    public String name() {
        return "ZFP";
    }

    @Override
    public double bytes(RowSet rows, double[] bounds) {
        long total = 0;
        for (int f = 0; f < bounds.length; f++) {
            int field = f;
            double[] column =
                    Arrays.stream(rows.test()).mapToDouble(row -> row[field]).toArray();
            total += bytes(column, bounds[f]);
        }
        return (double) total / rows.test().length;
    }

    private long bytes(double[] column, double bound) {
        ByteBuffer raw = ByteBuffer.allocate(Double.BYTES * column.length).order(ByteOrder.nativeOrder());
        raw.asDoubleBuffer().put(column);
        Path in = work.resolve("zfp.raw");
        Path out = work.resolve("zfp.packed");
        try {
            Files.write(in, raw.array());
            Files.deleteIfExists(out);
            List<String> mode = bound > 0 ? List.of("-a", Double.toString(bound)) : List.of("-R");
            Process process = new ProcessBuilder(Stream.concat(
                                    Stream.of(
                                            command.toString(),
                                            "-q",
                                            "-d",
                                            "-1",
                                            Integer.toString(column.length),
                                            "-i",
                                            in.toString(),
                                            "-z",
                                            out.toString()),
                                    mode.stream())
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with exit code " + process.exitValue());
            }
            return Files.size(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
