package dev.sluice.cli.broker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** Apache Kafka's own image, where a Docker engine runs. */
@EnabledIf(value = "isDockerRunning", disabledReason = "no Docker engine answers on this machine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerBrokerContractIT extends BrokerContract {

    private static final String IMAGE = "apache/kafka-native:4.3.1";

    private KafkaContainer kafka;

    static boolean isDockerRunning() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    void start() {
        kafka = new KafkaContainer(IMAGE);
        kafka.start();
    }

    @AfterAll
    void stop() {
        if (kafka != null) {
            kafka.stop();
        }
    }

    @Override
    String bootstrapServers() {
        return kafka.getBootstrapServers();
    }
}
