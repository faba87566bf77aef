package dev.sluice.cli.dashboard;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server-sent events: to every page an update twice a second, whatever the rate of records. The first one of a stream holds
 * all there is, so a page that connects again, to this server or its successor, is complete at once. A page that takes
 * nothing for {@value #PATIENCE_S} seconds is let go.
 */
final class EventStreams implements AutoCloseable {

    static final int MOST = 32;
    private static final int PATIENCE_S = 20;
    private static final long PERIOD_MS = 500;

    private final View view;
    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Thread, Long> writing = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sluice-dashboard-watch");
        thread.setDaemon(true);
        return thread;
    });

    EventStreams(View view) {
        this.view = view;
        ScheduledFuture<?> unused =
                watch.scheduleWithFixedDelay(this::letGo, PATIENCE_S, PATIENCE_S / 4, TimeUnit.SECONDS);
    }

    /** An interrupt closes the channel that a thread is writing to. */
    private void letGo() {
        long now = System.nanoTime();
        writing.forEach((thread, since) -> {
            if (now - since > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
                thread.interrupt();
            }
        });
    }

    /** Sends events until the page goes, or this is closed. */
    void serve(HttpExchange exchange, String entity) throws IOException {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "10");
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            send(exchange.getResponseBody(), new PageUpdate(view, entity));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writing.remove(Thread.currentThread());
            open.decrementAndGet();
        }
    }

    private void send(OutputStream to, PageUpdate updates) throws IOException, InterruptedException {
        to.write("retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII));
        int number = 0;
        do {
            byte[] json = updates.next();
            writing.put(Thread.currentThread(), System.nanoTime());
            to.write(("id: " + run + "-" + number++ + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            to.write(json);
            to.write("\n\n".getBytes(StandardCharsets.US_ASCII));
            to.flush();
            writing.remove(Thread.currentThread());
        } while (!closed.await(PERIOD_MS, TimeUnit.MILLISECONDS));
    }

    /** Pages that are connected. */
    int open() {
        return open.get();
    }

    @Override
    public void close() {
        closed.countDown();
        watch.shutdownNow();
    }
}
