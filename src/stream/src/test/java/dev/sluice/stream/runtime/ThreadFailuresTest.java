package dev.sluice.stream.runtime;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.command.ExitCode;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

    private final AtomicLong now = new AtomicLong();
    private final ExitSignal exit = new ExitSignal();
    private final ThreadFailures failures =
            new ThreadFailures(new FailureBudget(5, Duration.ofMinutes(5), now::get), exit);

    @Test
    void replacesAThreadUntilTheBudgetIsSpent() {
        for (int i = 0; i < 5; i++) {
            assertThat(failures.handle(new StreamsException("broken"))).isEqualTo(REPLACE_THREAD);
        }
        assertThat(exit.raised()).isEmpty();

        assertThat(failures.handle(new StreamsException("outer", new IllegalStateException("the cause"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(exit.await().code()).isEqualTo(ExitCode.GAVE_UP);
        assertThat(exit.await().reason())
                .isEqualTo("stream threads died more often than 5 in 5 minutes, last of: the cause");
    }

    @Test
    void goesOnForEverWhereFailuresAreRare() {
        for (int i = 0; i < 100; i++) {
            assertThat(failures.handle(new StreamsException("broken"))).isEqualTo(REPLACE_THREAD);
            now.addAndGet(Duration.ofMinutes(1).plusNanos(1).toNanos());
        }
    }

    @Test
    void givesUpAtOnceWhereTheClusterRefuses() {
        StreamsException failure =
                new StreamsException("outer", new TopicAuthorizationException("not authorized: pumps.scores"));
        assertThat(failures.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(exit.await().code()).isEqualTo(ExitCode.BROKER);
        assertThat(exit.await().reason())
                .contains("not authorized: pumps.scores")
                .contains("ACL");
    }

    @Test
    void givesUpAtOnceWhereTheCredentialsAreWrong() {
        assertThat(failures.handle(new SaslAuthenticationException("bad password")))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(exit.await().code()).isEqualTo(ExitCode.BROKER);
        assertThat(exit.await().reason()).contains("bad password").contains("kafka.sasl");
    }

    @Test
    void givesUpWhereTheMachineFails() {
        assertThat(failures.handle(new OutOfMemoryError("heap"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(exit.await().code()).isEqualTo(ExitCode.GAVE_UP);
    }

    @Test
    void aThreadThatWaitedForTheSchemaRegistryIsReplacedHoweverOften() {
        RuntimeException failure = new RuntimeException(new RegistryOutageException("it is away", null));
        for (int n = 0; n < 100; n++) {
            assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
        }
        assertThat(exit.raised()).isEmpty();
    }

    @Test
    void aRefusalByTheSchemaRegistryEndsItAtOnce() {
        assertThat(failures.handle(new RuntimeException(new RegistryRefusalException("no rights"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(exit.raised().orElseThrow().code()).isEqualTo(ExitCode.CONFIG);
        assertThat(exit.raised().orElseThrow().reason()).isEqualTo("no rights");
    }
}
