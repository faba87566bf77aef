package dev.sluice.cli.unpack;

import dev.sluice.packed.Original;
import java.io.IOException;

/** Where unpacked records go. */
interface UnpackedSink extends AutoCloseable {

    /** @param partition of the input that the record came from */
    void write(int partition, Original record) throws IOException;

    /** Waits until all are there. */
    void flush() throws IOException;

    /** What it is called. */
    String name();

    @Override
    void close() throws IOException;
}
