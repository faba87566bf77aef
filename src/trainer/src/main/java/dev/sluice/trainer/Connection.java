package dev.sluice.trainer;

import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.publish.Publisher;
import org.apache.kafka.clients.consumer.Consumer;

/** What one round of training needs of the cluster. Opened for the round, so that an hour of waiting costs nothing. */
interface Connection extends AutoCloseable {

    /** Of raw bytes, {@code read_committed}, without a group. */
    Consumer<byte[], byte[]> consumer();

    /** What the models and activations topics hold now; they are created where they do not exist. */
    ModelCatalog catalog() throws InterruptedException;

    /** What the activations topic holds now, without the artifacts. */
    default ModelCatalog activations() throws InterruptedException {
        return catalog();
    }

    /** A new publisher, which fences every other of the pipeline and outlives the connection: the caller closes it. */
    Publisher openPublisher();

    @Override
    void close();

    /** Opens connections. */
    @FunctionalInterface
    interface Factory {
        Connection open();
    }
}
