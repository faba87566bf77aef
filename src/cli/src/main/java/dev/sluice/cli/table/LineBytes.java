package dev.sluice.cli.table;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of a file as bytes, whatever they hold. */
final class LineBytes {

    private static final int LONGEST = 64 << 20;

    private final Path file;
    private final BufferedInputStream in;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private long line;

    LineBytes(Path file, BufferedInputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * The next line without its end; null at the end of the file.
     *
     * @throws CsvFormatException where a line is longer than 64 MiB
     */
    byte[] next() throws IOException {
        buffer.reset();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        line++;
        while (b >= 0 && b != '\n') {
            if (buffer.size() == LONGEST) {
                throw new CsvFormatException(file, line, "is longer than 64 MiB: expected one JSON object a line");
            }
            buffer.write(b);
            b = in.read();
        }
        byte[] bytes = buffer.toByteArray();
        boolean returned = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return returned ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
