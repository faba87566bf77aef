package dev.sluice.stream.runtime;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.BrokerRefusal;
import dev.sluice.topic.TopicProvisioner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/** Waits until the input topic is there, then sees to it that the output topics are. */
public final class TopicGate {

    private static final String TIMEOUT_MS = "10000";

    private final PipelineConfig config;
    private final Notice notice;

    /** @param notice is told what is being waited for */
    public TopicGate(PipelineConfig config, Notice notice) {
        this.config = config;
        this.notice = notice;
    }

    /**
     * Tries until it succeeds; a broker that does not answer is waited for.
     *
     * @throws IllegalStateException where an output topic exists with another number of partitions than the input
     * @throws KafkaException where the cluster refuses
     */
    public void pass() throws InterruptedException {
        Backoff backoff = new Backoff();
        while (!attempt()) {
            Thread.sleep(backoff.next().toMillis());
        }
    }

    private boolean attempt() throws InterruptedException {
        try (Admin admin = Admin.create(adminSettings())) {
            TopicProvisioner provisioner = new TopicProvisioner(admin, config);
            Optional<Integer> partitions = provisioner.inputPartitions();
            if (partitions.isEmpty()) {
                notice.say("waiting for topic " + config.input().topic());
                return false;
            }
            provisioner.provisionOutputTopics(partitions.get());
            provisioner.provisionSilencesTopic();
            return true;
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (KafkaException e) {
            if (BrokerRefusal.of(e).isPresent()) {
                throw e;
            }
            boolean away = e instanceof RetriableException || e.getCause() instanceof ConfigException;
            notice.warn((away ? "waiting for the broker at " + servers() : "cannot prepare the topics") + ": "
                    + message(e) + "; trying again");
            return false;
        }
    }

    private String servers() {
        return config.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** What the client could not even be made of is in the cause: an address that does not resolve. */
    private static String message(KafkaException e) {
        return e.getCause() instanceof ConfigException cause ? cause.getMessage() : e.getMessage();
    }

    private Map<String, Object> adminSettings() {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        return settings;
    }
}
