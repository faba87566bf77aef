package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.LatentEncoding;
import dev.sluice.record.ContractJson;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RegistryOutageTest {

    private static final String RECORD = "{\"pressure\": 1, \"flow\": 0}";

    private final AtomicInteger outages = new AtomicInteger();

    private byte[] encode(SpecificRecord contract) {
        if (contract instanceof Latent && outages.getAndDecrement() > 0) {
            throw new RegistryOutageException("it is away", null);
        }
        return ContractJson.encode(contract);
    }

    private TopologyHarness pumps() {
        return new TopologyHarness(InputConfig.json("telemetry"), LatentEncoding.FLOAT32, this::encode);
    }

    @Test
    void triesARecordAgainUntilTheRegistryAnswers() {
        try (TopologyHarness pumps = pumps()) {
            outages.set(2);
            pumps.send("pump-7", RECORD);

            assertThat(pumps.read("pumps.scores", Score.class)).hasSize(1);
            assertThat(pumps.records("pumps.latents")).hasSize(1);
            assertThat(pumps.records("pumps.dead-letters")).isEmpty();
        }
    }

    @Test
    void leavesNothingBehindWhereAThreadHasWaitedAsLongAsItMay() {
        try (TopologyHarness pumps = pumps()) {
            outages.set(1_000);

            assertThatThrownBy(() -> pumps.send("pump-7", RECORD)).matches(RegistryOutageException::isBehind);
            assertThat(pumps.records("pumps.scores")).isEmpty();
            assertThat(pumps.records("pumps.dead-letters")).isEmpty();
        }
    }

    @Test
    void aRefusalIsNoDeadLetterEither() {
        try (TopologyHarness pumps =
                new TopologyHarness(InputConfig.json("telemetry"), LatentEncoding.FLOAT32, contract -> {
                    if (contract instanceof Latent) {
                        throw new RegistryRefusalException("no rights");
                    }
                    return ContractJson.encode(contract);
                })) {
            assertThatThrownBy(() -> pumps.send("pump-7", RECORD))
                    .satisfies(
                            e -> assertThat(RegistryRefusalException.behind(e)).contains("no rights"));
            assertThat(pumps.records("pumps.dead-letters")).isEmpty();
        }
    }
}
