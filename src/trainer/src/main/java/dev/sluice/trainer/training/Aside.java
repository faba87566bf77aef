package dev.sluice.trainer.training;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that is done on a thread of its own while the caller does other work; interrupted where it is not needed any more. */
final class Aside<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private Aside(String name, Callable<T> work) {
        this.task = new FutureTask<>(work);
        this.thread = new Thread(task, name);
        thread.setDaemon(true);
    }

    static <T> Aside<T> start(String name, Callable<T> work) {
        Aside<T> aside = new Aside<>(name, work);
        aside.thread.start();
        return aside;
    }

    /**
     * What came of it.
     *
     * @throws CancellationException where this thread is interrupted
     */
    T await() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(thread.getName() + " failed", e.getCause());
        }
    }

    /** Interrupts it unless it is done. */
    @Override
    public void close() {
        task.cancel(true);
    }
}
