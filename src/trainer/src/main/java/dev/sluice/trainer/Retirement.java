package dev.sluice.trainer;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.BrokerRefusal;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.retention.NamedVersions;
import dev.sluice.trainer.retention.Retention;
import dev.sluice.wire.Wire;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes, after a decision, the artifacts that nobody needs any longer. Where it cannot be told which these are, all are
 * kept, and the decision stands.
 */
final class Retirement {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);

    private final PipelineConfig config;
    private final Clock clock;
    private final PublishingRight right;
    private final Retention retention;

    Retirement(PipelineConfig config, Clock clock, PublishingRight right) {
        this.config = config;
        this.clock = clock;
        this.right = right;
        this.retention = new Retention(config.renewal().keep(), config.maxModelBytes());
    }

    /** @throws KafkaException where another trainer has taken the right to publish */
    void run(Connection connection) throws InterruptedException {
        List<Integer> expired;
        try (Wire wire = new Wire(config)) {
            ModelCatalog catalog = connection.catalog();
            // The outputs are looked at only where there is something to win by it.
            if (retention.expired(catalog, Set.of(), clock.instant()).isEmpty()) {
                return;
            }
            Set<Integer> named = new NamedVersions(config.topics(), connection.consumer(), wire.outputs()).read();
            expired = retention.expired(catalog, named, clock.instant());
        } catch (RuntimeException e) {
            LOG.warn(
                    "old models are kept, because it cannot be told which of them outputs still name: {}",
                    BrokerRefusal.of(e).orElseGet(e::getMessage));
            return;
        }
        if (!expired.isEmpty()) {
            remove(expired, connection);
        }
    }

    private void remove(List<Integer> expired, Connection connection) throws InterruptedException {
        try {
            right.take(connection).retire(expired);
        } catch (KafkaException e) {
            if (PublishingRight.isLost(e)) {
                throw e;
            }
            right.close();
            LOG.warn(
                    "old models {} could not be removed, and are tried again after the next training: {}",
                    expired,
                    BrokerRefusal.of(e).orElseGet(e::getMessage));
            return;
        }
        LOG.info(
                "removed the artifacts of versions {}: no output that is still there names them, and none was active"
                        + " within {} (models.keep)",
                expired,
                config.renewal().keep());
    }
}
