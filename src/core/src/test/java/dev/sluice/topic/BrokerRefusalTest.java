package dev.sluice.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class BrokerRefusalTest {

    @Test
    void namesWhatIsNotAllowed() {
        assertThat(of(new TopicAuthorizationException(Set.of("pumps.scores"))))
                .contains("no access to topic pumps.scores");
        assertThat(of(GroupAuthorizationException.forGroupId("sluice-pumps")))
                .contains("no access to consumer group sluice-pumps");
        assertThat(of(new TransactionalIdAuthorizationException("no"))).contains("transactional id");
        assertThat(of(new RuntimeException(
                        "Could not create\n topic x-changelog",
                        new TopicAuthorizationException("Authorization failed."))))
                .contains("Could not create topic x-changelog (Authorization failed.)", "sluice acls");
    }

    @Test
    void tellsCredentialsFromRights() {
        assertThat(of(new KafkaException("x", new SaslAuthenticationException("Authentication failed"))))
                .contains("does not accept the credentials");
    }

    @Test
    void aBrokerThatIsAwayRefusesNothing() {
        assertThat(BrokerRefusal.of(new TimeoutException("gone"))).isEmpty();
    }

    private static String of(Throwable failure) {
        return BrokerRefusal.of(failure).orElseThrow();
    }
}
