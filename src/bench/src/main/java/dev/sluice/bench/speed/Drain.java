package dev.sluice.bench.speed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast a topic that is full is worked off: from a fifth of its records, when code is compiled and batches are large, to
 * nearly all of them. By what the output topic holds, so that it is the same for whatever writes there.
 */
final class Drain {

    private static final double FROM = 0.2;
    private static final double TO = 0.97;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MS = 10;

    private final Stage stage;
    private final int records;

    /** @param records in the input topics */
    Drain(Stage stage, int records) {
        this.stage = stage;
        this.records = records;
    }

    /**
     * What was measured.
     *
     * @param perSecond records
     * @param cpuMicros processor time of the stream thread, a record; NaN of another process
     * @param allocatedBytes by the stream thread, a record; NaN of another process
     */
    record Result(double perSecond, double cpuMicros, double allocatedBytes) {}

    /** What a stretch of work begins or ends with. */
    private record Mark(long records, long nanos, long cpuNanos, long allocatedBytes) {}

    /** Of an entrant that has just begun, in this process. */
    Result of(Entrant entrant) throws InterruptedException {
        Mark from = mark(entrant, FROM, true);
        return result(from, mark(entrant, TO, true));
    }

    /** Of one that runs in another process. */
    Result ofProcess(Entrant entrant) throws InterruptedException {
        Mark from = mark(entrant, FROM, false);
        return result(from, mark(entrant, TO, false));
    }

    private Result result(Mark from, Mark to) {
        double count = (double) to.records - from.records;
        return new Result(
                count / ((to.nanos - from.nanos) / 1e9),
                to.cpuNanos == 0 ? Double.NaN : (to.cpuNanos - from.cpuNanos) / 1e3 / count,
                to.cpuNanos == 0 ? Double.NaN : (to.allocatedBytes - from.allocatedBytes) / count);
    }

    private Mark mark(Entrant entrant, double share, boolean here) throws InterruptedException {
        long written = await(stage, entrant, Math.round(share * records), PATIENCE);
        long nanos = System.nanoTime();
        if (!here) {
            return new Mark(written, nanos, 0, 0);
        }
        StreamThread thread = StreamThread.of(entrant.config());
        return new Mark(written, nanos, thread.cpuNanos(), thread.allocatedBytes());
    }

    /** Waits until so many scores are written; how many there are then. */
    static long await(Stage stage, Entrant entrant, long scores, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long written = stage.scores(entrant.config());
        while (written < scores) {
            entrant.requireAlive();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + patience.toSeconds() + " s for " + scores + " scores of "
                        + entrant.config().pipeline() + ", there are " + written);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            written = stage.scores(entrant.config());
        }
        return written;
    }
}
