package dev.sluice.serde;

import dev.sluice.record.Untrusted;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells what a user's serde throws apart: an outage or a refusal of something it asks, or a fault of the record. */
final class SerdeFailure {

    private SerdeFailure() {}

    /**
     * Ends normally where the record is at fault.
     *
     * @throws RegistryOutageException where the failure, or one of its causes, is of I/O or says that it passes
     * @throws RegistryRefusalException where it is about credentials or rights
     */
    static void rethrowIfElsewhere(String serde, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String what = serde + ": " + Untrusted.brief(t.toString());
            if (t instanceof RetriableException || t instanceof IOException || t instanceof UncheckedIOException) {
                throw new RegistryOutageException(what, failure);
            }
            if (t instanceof AuthenticationException || t instanceof AuthorizationException) {
                throw new RegistryRefusalException(what, failure);
            }
        }
    }

    /** The innermost message, which says most about the record. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Untrusted.brief(root.getMessage() == null ? root.toString() : root.getMessage());
    }
}
