package dev.sluice.cli.produce;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes the values of records to a file, one a line; compressed where its name ends in {@code .gz}. */
final class LineFile implements RecordSink {

    private final OutputStream out;
    private long written;

    /** @param file replaced where it is there */
    LineFile(Path file) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        this.out = new BufferedOutputStream(file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw);
    }

    @Override
    public void send(Outgoing record, long line) throws IOException {
        out.write(record.value());
        out.write('\n');
        written++;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public long acknowledged() {
        return written;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
