package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods ask for resources and for no privileges: the `restricted` profile of Kubernetes' pod security standards. */
final class PodSecurityTest {

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void podsRunAsNobodyWithoutPrivileges(Rendered rendered) {
        for (PodTemplateSpec template : rendered.pods()) {
            PodSpec pod = template.getSpec();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            SecurityContext container = Rendered.container(template).getSecurityContext();
            assertThat(container.getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getCapabilities().getAdd()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void podsAskForTheMemoryTheyMayUse(Rendered rendered) {
        for (PodTemplateSpec pod : rendered.pods()) {
            ResourceRequirements resources = Rendered.container(pod).getResources();
            assertThat(resources.getRequests()).containsKeys("cpu", "memory", "ephemeral-storage");
            assertThat(resources.getLimits().get("memory"))
                    .isEqualTo(resources.getRequests().get("memory"));
        }
    }
}
