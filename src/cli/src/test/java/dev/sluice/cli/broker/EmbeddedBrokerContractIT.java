package dev.sluice.cli.broker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The embedded broker is as good as any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedBrokerContractIT extends BrokerContract {

    private EmbeddedBroker broker;

    @BeforeAll
    void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Override
    String bootstrapServers() {
        return broker.bootstrapServers();
    }
}
