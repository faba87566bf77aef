package dev.sluice.cli.produce;

import java.io.Closeable;
import java.io.IOException;

/** Where records go, one at a time. */
interface RecordSink extends Closeable {

    /**
     * Takes a record; may return before it has arrived.
     *
     * @param line where it comes from, for the error
     */
    void send(Outgoing record, long line) throws IOException;

    /** Waits until all have arrived. */
    void flush() throws IOException;

    /** How many records have arrived. */
    long acknowledged();
}
