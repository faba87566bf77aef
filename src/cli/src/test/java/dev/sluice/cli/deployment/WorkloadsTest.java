package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scorers and trainer run the way that Kafka Streams and the trainer's promises need. */
final class WorkloadsTest {

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void theScorerIsReadyByItsModelAndAliveByItsProcess(Rendered rendered) {
        Container scorer = rendered.scorer();
        assertThat(asks(scorer, scorer.getReadinessProbe())).isEqualTo("8080 /readyz");
        assertThat(asks(scorer, scorer.getLivenessProbe())).isEqualTo("8080 /healthz");
        assertThat(asks(scorer, scorer.getStartupProbe())).isEqualTo("8080 /healthz");
        assertThat(variable(scorer, "SLUICE_HTTP_HOST").getValue()).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void scorersAreStaticMembersUnderTheirPodsNames(Rendered rendered) {
        Container scorer = rendered.scorer();
        assertThat(variable(scorer, "SLUICE_KAFKA_MAIN_CONSUMER_GROUP_INSTANCE_ID")
                        .getValueFrom()
                        .getFieldRef()
                        .getFieldPath())
                .isEqualTo("metadata.name");
        assertThat(key("SLUICE_KAFKA_MAIN_CONSUMER_GROUP_INSTANCE_ID"))
                .isEqualTo(StreamsConfig.mainConsumerPrefix("group.instance.id"));
        int grace = rendered.only(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTerminationGracePeriodSeconds()
                .intValue();
        assertThat(Integer.parseInt(
                        variable(scorer, "SLUICE_KAFKA_SESSION_TIMEOUT_MS").getValue()))
                .isGreaterThanOrEqualTo(30_000);
        // The scorer gives itself 30 seconds to close.
        assertThat(grace).isGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void scorersStartTogetherBecauseNoneIsReadyBeforeTheFirstModel(Rendered rendered) {
        StatefulSet scorer = rendered.only(StatefulSet.class);
        assertThat(scorer.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(scorer.getSpec().getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(scorer.getSpec().getVolumeClaimTemplates()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void thereAreMetricsOfTheTrainerButNoProbesAndNeverTwo(Rendered rendered) {
        Deployment deployment = rendered.only(Deployment.class);
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        Container trainer = rendered.trainer();
        assertThat(trainer.getReadinessProbe()).isNull();
        assertThat(trainer.getLivenessProbe()).isNull();
        assertThat(trainer.getStartupProbe()).isNull();
        assertThat(variable(trainer, "SLUICE_TRAINER_HTTP_PORT").getValue())
                .isEqualTo(trainer.getPorts().get(0).getContainerPort().toString());
    }

    @Test
    void inProductionScorersAreScaledByLagAndHaveWarmCopies() throws IOException {
        for (String variant : new String[] {"overlay-production", "chart-production"}) {
            Rendered rendered = Rendered.of(variant);
            StatefulSet scorer = rendered.only(StatefulSet.class);
            var scaler = rendered.only(HorizontalPodAutoscaler.class).getSpec();
            assertThat(scorer.getSpec().getReplicas()).isNull();
            assertThat(scaler.getScaleTargetRef().getKind()).isEqualTo(scorer.getKind());
            assertThat(scaler.getScaleTargetRef().getName())
                    .isEqualTo(scorer.getMetadata().getName());
            assertThat(scaler.getMinReplicas()).isGreaterThan(1).isLessThanOrEqualTo(scaler.getMaxReplicas());
            assertThat(variable(rendered.scorer(), "SLUICE_KAFKA_NUM_STANDBY_REPLICAS")
                            .getValue())
                    .isEqualTo("1");
            assertThat(key("SLUICE_KAFKA_NUM_STANDBY_REPLICAS")).isEqualTo(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG);
            assertThat(variable(rendered.scorer(), "KAFKA_PASSWORD")
                            .getValueFrom()
                            .getSecretKeyRef()
                            .getName())
                    .isEqualTo("sluice-kafka");
        }
    }

    /** The key below {@code kafka} that a variable sets. */
    private static String key(String variable) {
        return variable.substring("SLUICE_KAFKA_".length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    private static EnvVar variable(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Number of the port that a probe asks, and the path. */
    private static String asks(Container container, Probe probe) {
        ContainerPort port = container.getPorts().stream()
                .filter(p -> p.getName().equals(probe.getHttpGet().getPort().getStrVal()))
                .findFirst()
                .orElseThrow();
        return port.getContainerPort() + " " + probe.getHttpGet().getPath();
    }
}
