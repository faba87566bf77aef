package dev.sluice.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A line every five seconds, for logs and pipes; a task that takes less says nothing. */
final class LineProgress implements Progress {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter out;
    private final String task;
    private final String unit;
    private final long total;
    private final LongSupplier nanos;
    private long next;

    LineProgress(PrintWriter out, String task, String unit, long total, LongSupplier nanos) {
        this.out = out;
        this.task = task;
        this.unit = unit;
        this.total = total;
        this.nanos = nanos;
        this.next = nanos.getAsLong() + EVERY;
    }

    @Override
    public void at(long done) {
        long now = nanos.getAsLong();
        if (now - next < 0) {
            return;
        }
        next = now + EVERY;
        String of = total < 0 ? "" : " of " + Figures.count(total);
        out.println(task + ": " + Figures.count(done) + of + " " + unit);
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
