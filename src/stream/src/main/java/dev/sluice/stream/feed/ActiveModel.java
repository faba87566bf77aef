package dev.sluice.stream.feed;

import dev.sluice.model.LoadedModel;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** The model that is active now: set by the feed, read by every task before every record. Thread-safe. */
public final class ActiveModel implements Supplier<LoadedModel> {

    private final CountDownLatch first = new CountDownLatch(1);
    private volatile LoadedModel model;

    /** The active model; null before the first. */
    @Override
    public LoadedModel get() {
        return model;
    }

    /** Its version; 0 before the first. */
    public int version() {
        LoadedModel now = model;
        return now == null ? 0 : now.model().version();
    }

    void set(LoadedModel next) {
        model = next;
        first.countDown();
    }

    /** Blocks until there is one. */
    public void awaitFirst() throws InterruptedException {
        first.await();
    }
}
