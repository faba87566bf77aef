package dev.sluice.cli.terminal;

import java.io.PrintWriter;

/** Tells how far a long task has come. */
public interface Progress extends AutoCloseable {

    /** @param done units so far; not less than at the call before */
    void at(long done);

    /** Ends the report; what was written so far stays readable. */
    @Override
    void close();

    /**
     * A bar on a terminal, else a line every few seconds.
     *
     * @param bar whether to draw a bar on the error stream
     * @param err where lines go
     * @param task what is being done, as in {@code produce}
     * @param unit what is counted, as in {@code records}
     * @param total how many there will be; -1 where unknown
     */
    static Progress of(boolean bar, PrintWriter err, String task, String unit, long total) {
        return bar ? new BarProgress(task, unit, total) : new LineProgress(err, task, unit, total, System::nanoTime);
    }
}
