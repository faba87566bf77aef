package dev.sluice.cli.unpack;

import dev.sluice.packed.Original;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.wire.Wire;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A file with the value of a record in each line. */
final class UnpackedFile implements UnpackedSink {

    private final Path file;
    private final InputConfig input;
    private final Wire wire;
    private final OutputStream out;

    /** @param file replaced where it is there; compressed where its name ends in {@code .gz} */
    UnpackedFile(Path file, InputConfig input, Wire wire) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        this.file = file;
        this.input = input;
        this.wire = wire;
        this.out = new BufferedOutputStream(file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw);
        if (input.format() == Format.CSV) {
            String header = String.join(Character.toString(input.separator()), input.columns());
            out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void write(int partition, Original record) throws IOException {
        try {
            byte[] text = wire.text(record.value());
            for (byte b : text) {
                // Between the tokens of JSON a line's end is a space like any other; in its texts there is none.
                out.write(input.format() != Format.CSV && (b == '\n' || b == '\r') ? ' ' : b);
            }
            if (text.length == 0 || text[text.length - 1] != '\n' || input.format() != Format.CSV) {
                out.write('\n');
            }
        } catch (BadRecordException e) {
            throw new IllegalStateException(
                    "record " + partition + "@" + record.offset() + " came back, but cannot be read: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
