package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest is one that Kubernetes' API has the fields for. */
final class KubernetesTypesTest {

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void everyManifestHasOnlyFieldsOfItsType(Rendered rendered) {
        assertThat(rendered.manifests()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Rendered#all")
    void noTwoManifestsHaveTheSameName(Rendered rendered) {
        List<String> names = new ArrayList<>();
        for (HasMetadata manifest : rendered.manifests()) {
            names.add(manifest.getKind() + " " + manifest.getMetadata().getName());
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void refusesAMisspeltField() {
        YamlNode misspelt = policy(Map.of("podSelektor", Map.of()));

        assertThatThrownBy(() -> KubernetesTypes.read(misspelt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("podSelektor");
    }

    @Test
    void refusesAnotherType() {
        YamlNode wrong = policy(Map.of("policyTypes", Map.of("a", "b")));

        assertThatThrownBy(() -> KubernetesTypes.read(wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsWhatIsRight() {
        YamlNode right = policy(Map.of("podSelector", Map.of()));

        assertThat(KubernetesTypes.read(right)).isInstanceOf(NetworkPolicy.class);
    }

    private static YamlNode policy(Map<String, Object> spec) {
        return new YamlNode(Map.of(
                "apiVersion",
                "networking.k8s.io/v1",
                "kind",
                "NetworkPolicy",
                "metadata",
                Map.of("name", "n"),
                "spec",
                spec));
    }
}
