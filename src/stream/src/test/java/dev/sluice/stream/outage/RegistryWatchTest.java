package dev.sluice.stream.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.registry.RegistryOutageException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegistryWatchTest {

    private static final int PARTITION = 3;

    private final RegistryOutageException outage = new RegistryOutageException("it is away", null);
    private final AtomicLong nanos = new AtomicLong();
    private final RegistryWatch watch = new RegistryWatch(Duration.ofSeconds(1), nanos::get);

    @Test
    void saysWhatIsWaitedForUntilTheRecordIsThrough() {
        RegistryWatch.Wait wait = watch.newWait();
        assertThat(watch.state()).isEmpty();

        wait.after(outage, PARTITION, 7);
        assertThat(watch.state()).contains("waiting for the schema registry: it is away");

        wait.over(PARTITION, 7);
        assertThat(watch.state()).isEmpty();
    }

    @Test
    void waitsForAllPartitions() {
        RegistryWatch.Wait one = watch.newWait();
        RegistryWatch.Wait other = watch.newWait();
        one.after(outage, 0, 7);
        other.after(outage, 1, 9);

        one.over(0, 7);
        assertThat(watch.state()).isPresent();
        other.over(1, 9);
        assertThat(watch.state()).isEmpty();
    }

    @Test
    void throwsTheOutageOnceAThreadHasWaitedAsLongAsItMayAndTheNextOneWaitsOn() {
        RegistryWatch.Wait wait = watch.newWait();
        wait.after(outage, PARTITION, 7);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(() -> wait.after(outage, PARTITION, 7)).isSameAs(outage);
        assertThat(watch.state()).isPresent();

        RegistryWatch.Wait next = watch.newWait();
        // Done again, as the transaction was rolled back: no sign of an answer.
        next.over(PARTITION, 5);
        next.over(PARTITION, 6);
        assertThat(watch.state()).isPresent();
        next.after(outage, PARTITION, 7);
        next.over(PARTITION, 7);
        assertThat(watch.state()).isEmpty();
    }

    @Test
    void forgetsAPartitionThatWentElsewhere() {
        RegistryWatch.Wait wait = watch.newWait();
        wait.after(outage, PARTITION, 7);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(() -> wait.after(outage, PARTITION, 7)).isSameAs(outage);

        nanos.addAndGet(Duration.ofSeconds(31).toNanos());

        assertThat(watch.state()).isEmpty();
    }

    @Test
    void endsEveryWaitWhenItIsClosed() {
        RegistryWatch.Wait wait = watch.newWait();
        watch.close();

        assertThatThrownBy(() -> wait.after(outage, PARTITION, 7)).isSameAs(outage);
    }
}
