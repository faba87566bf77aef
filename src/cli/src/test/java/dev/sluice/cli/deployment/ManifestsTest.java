package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests of every variant agree with each other: labels, ports, names, files. */
final class ManifestsTest {

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void selectorsMatchThePodsTheyAreFor(Rendered rendered) {
        StatefulSet scorer = rendered.only(StatefulSet.class);
        Deployment trainer = rendered.only(Deployment.class);
        Map<String, String> scorers = labels(scorer.getSpec().getTemplate());
        Map<String, String> trainers = labels(trainer.getSpec().getTemplate());

        assertThat(scorer.getSpec().getSelector().getMatchLabels()).isEqualTo(scorers);
        assertThat(trainer.getSpec().getSelector().getMatchLabels()).isEqualTo(trainers);
        assertThat(scorers).isNotEqualTo(trainers);
        assertThat(rendered.only(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(scorers);
        assertThat(scorer.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .hasSize(2)
                .allSatisfy(spread ->
                        assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(scorers));
        for (NetworkPolicy policy : rendered.each(NetworkPolicy.class)) {
            assertThat(scorers.entrySet())
                    .containsAll(
                            policy.getSpec().getPodSelector().getMatchLabels().entrySet());
            assertThat(trainers.entrySet())
                    .containsAll(
                            policy.getSpec().getPodSelector().getMatchLabels().entrySet());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void servicesLeadToThePortsOfTheirPods(Rendered rendered) {
        assertThat(rendered.each(Service.class)).hasSize(2).allSatisfy(service -> {
            PodTemplateSpec pod = rendered.pods().stream()
                    .filter(p -> labels(p).equals(service.getSpec().getSelector()))
                    .findFirst()
                    .orElseThrow();
            ServicePort port = service.getSpec().getPorts().get(0);
            assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
            assertThat(service.getMetadata().getAnnotations())
                    .containsEntry("prometheus.io/port", port.getPort().toString());
            assertThat(Rendered.container(pod).getPorts()).singleElement().satisfies(container -> {
                assertThat(container.getName()).isEqualTo(port.getTargetPort().getStrVal());
                assertThat(container.getContainerPort()).isEqualTo(port.getPort());
            });
        });
        assertThat(rendered.each(Service.class))
                .anyMatch(service -> service.getMetadata()
                        .getName()
                        .equals(rendered.only(StatefulSet.class).getSpec().getServiceName()));
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void monitorsFindTheServices(Rendered rendered) {
        for (ServiceMonitor monitor : rendered.each(ServiceMonitor.class)) {
            assertThat(rendered.each(Service.class)).allSatisfy(service -> {
                assertThat(service.getMetadata().getLabels())
                        .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
                assertThat(monitor.getSpec().getEndpoints())
                        .singleElement()
                        .satisfies(endpoint -> assertThat(endpoint.getPort())
                                .isEqualTo(service.getSpec().getPorts().get(0).getName()));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void podsReadAPipelineFileThatParses(Rendered rendered) throws IOException {
        ConfigMap map = rendered.only(ConfigMap.class);
        for (PodTemplateSpec pod : rendered.pods()) {
            List<String> args = Rendered.container(pod).getArgs();
            assertThat(args).hasSize(2).startsWith("--config");
            Path file = Path.of(args.get(1));
            assertThat(volumeAt(pod, file.getParent().toString()).getConfigMap().getName())
                    .isEqualTo(map.getMetadata().getName());
            String yaml = map.getData().get(file.getFileName().toString());
            PipelineConfig pipeline = PipelineFile.parse(yaml, rendered.variant(), environment(pod));
            assertThat(pipeline.http().host()).isEqualTo("0.0.0.0");
            for (HorizontalPodAutoscaler scaler : rendered.each(HorizontalPodAutoscaler.class)) {
                assertThat(scaler.getSpec()
                                .getMetrics()
                                .get(0)
                                .getExternal()
                                .getMetric()
                                .getSelector()
                                .getMatchLabels())
                        .containsEntry("topic", pipeline.input().topic());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void podsWriteNowhereButToTmp(Rendered rendered) {
        for (PodTemplateSpec pod : rendered.pods()) {
            assertThat(volumeAt(pod, "/tmp").getEmptyDir()).isNotNull();
            assertThat(pod.getSpec().getVolumes()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void imagesHaveTheProjectsVersion(Rendered rendered) throws IOException {
        assertThat(rendered.scorer().getImage()).endsWith("sluice-scorer:" + Checkout.version());
        assertThat(rendered.trainer().getImage()).endsWith("sluice-trainer:" + Checkout.version());
    }

    /** What the pod's variables say; those from elsewhere with a value that stands for it. */
    private static Map<String, String> environment(PodTemplateSpec pod) {
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : Rendered.container(pod).getEnv()) {
            String previous = environment.put(
                    variable.getName(), variable.getValue() == null ? "from-elsewhere" : variable.getValue());
            assertThat(previous).as("%s is there twice", variable.getName()).isNull();
        }
        return environment;
    }

    private static Map<String, String> labels(PodTemplateSpec pod) {
        return pod.getMetadata().getLabels();
    }

    private static Volume volumeAt(PodTemplateSpec pod, String path) {
        String name = Rendered.container(pod).getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(path))
                .findFirst()
                .orElseThrow()
                .getName();
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
