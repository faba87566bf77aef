package dev.sluice.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes SIGINT and SIGTERM an orderly end with exit code 0, for commands that run until they are stopped. The process
 * ends when this is closed, so that what a command has to say at its end belongs before.
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.onStop(consumer::wakeup)) {
 *     while (!stop.requested()) { ... }
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final int SECONDS_TO_END = 30;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable wake;
    private final Thread hook = new Thread(this::stop, "stop");

    private StopSignal(Runnable wake) {
        this.wake = wake;
    }

    /**
     * Listens from now on.
     *
     * @param wake ends what the command is waiting for; called from another thread
     */
    public static StopSignal onStop(Runnable wake) {
        StopSignal signal = new StopSignal(wake);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void stop() {
        requested.countDown();
        try {
            wake.run();
        } catch (RuntimeException e) {
            // What cannot be woken may end all the same; without this, the exit code would tell of the signal.
            LOG.warn("while stopping: {}", e.toString());
        }
        try {
            // Without halt, the JVM would report the signal in its exit code.
            if (ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a stop was asked for. */
    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits until a stop is asked for. */
    public void await() throws InterruptedException {
        requested.await();
    }

    @Override
    public void close() {
        if (!requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // A signal came between the two lines: the hook runs, and ends the process below.
            }
        }
        ended.countDown();
    }
}
