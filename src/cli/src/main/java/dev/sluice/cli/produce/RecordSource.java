package dev.sluice.cli.produce;

import java.io.Closeable;
import java.io.IOException;

/** Records out of a file, one at a time. */
interface RecordSource extends Closeable {

    /**
     * The next record; null after the last.
     *
     * @throws IOException where the file cannot be read on, naming the line
     */
    Outgoing next() throws IOException;

    /** The line, from 1, that the record returned last began on. */
    long line();
}
