package dev.sluice.topic;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Recognizes that the cluster refuses this client: trying again does not help, other credentials or ACLs do. */
public final class BrokerRefusal {
    private BrokerRefusal() {}

    /** A line for the operator where {@code failure} or one of its causes is a refusal; it names the resource. */
    public static Optional<String> of(Throwable failure) {
        Throwable outer = null;
        for (Throwable t = failure; t != null; outer = t, t = t.getCause()) {
            if (t instanceof AuthorizationException e) {
                return Optional.of("the Kafka cluster does not allow it: " + resource(e, outer)
                        + ": grant this user the right with an ACL; `sluice acls` prints all that each process needs");
            }
            if (t instanceof AuthenticationException) {
                return Optional.of("the Kafka cluster does not accept the credentials: " + t.getMessage()
                        + ": check kafka.security.protocol and kafka.sasl.* or kafka.ssl.*");
            }
        }
        return Optional.empty();
    }

    /** @param outer what the exception is the cause of, which may say more than the exception itself; null for nothing */
    private static String resource(AuthorizationException e, Throwable outer) {
        if (e instanceof TopicAuthorizationException topic
                && !topic.unauthorizedTopics().isEmpty()) {
            return "no access to topic " + String.join(", ", topic.unauthorizedTopics());
        }
        if (e instanceof GroupAuthorizationException group && group.groupId() != null) {
            return "no access to consumer group " + group.groupId();
        }
        if (e instanceof TransactionalIdAuthorizationException) {
            return "no write access to the transactional id (" + e.getMessage() + ")";
        }
        if (e instanceof ClusterAuthorizationException) {
            return "no access to the cluster itself (" + e.getMessage() + ")";
        }
        return outer == null || outer.getMessage() == null
                ? e.getMessage()
                : outer.getMessage().replaceAll("\\s+", " ").strip() + " (" + e.getMessage() + ")";
    }
}
