package dev.sluice.topic;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Recognizes that the cluster refuses this client: trying again does not help, other credentials or ACLs do. */
public final class BrokerRefusal {
    private BrokerRefusal() {}

    /** A line for the operator where {@code failure} or one of its causes is a refusal. */
    public static Optional<String> of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof AuthorizationException) {
                return Optional.of("the Kafka cluster does not allow it: " + t.getMessage()
                        + ": grant this user the right with an ACL");
            }
            if (t instanceof AuthenticationException) {
                return Optional.of("the Kafka cluster does not accept the credentials: " + t.getMessage()
                        + ": check kafka.security.protocol and kafka.sasl.* or kafka.ssl.*");
            }
        }
        return Optional.empty();
    }
}
