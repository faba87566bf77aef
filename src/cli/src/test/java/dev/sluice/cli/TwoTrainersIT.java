package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.contract.Activation;
import dev.sluice.record.ContractJson;
import dev.sluice.trainer.TrainerService;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class TwoTrainersIT {

    @Test
    void theSecondFencesTheFirstWhichFindsOutBeforeItPublishes(EmbeddedBroker broker, @TempDir Path state)
            throws Exception {
        try (TestPipeline pipeline = new TestPipeline("contested", 1, broker, state);
                TrainerService first = new TrainerService(pipeline.config, Clock.systemUTC());
                TrainerService second = new TrainerService(pipeline.config, Clock.systemUTC())) {
            pipeline.sendNormal(700);
            assertThat(first.trainOnce().orElseThrow().getVersion()).isEqualTo(1);
            assertThat(second.trainOnce().orElseThrow().getVersion()).isEqualTo(2);

            assertThatThrownBy(first::trainOnce)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("another trainer of pipeline contested took over");

            assertThat(pipeline.read("contested.activations"))
                    .extracting(TwoTrainersIT::version)
                    .containsExactly(1, 2);
            assertThat(first.trainOnce().orElseThrow().getVersion()).isEqualTo(3);
        }
    }

    private static int version(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ContractJson.decode(record.value(), Activation.class).getVersion();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
