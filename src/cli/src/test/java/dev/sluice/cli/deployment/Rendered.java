package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an overlay or the chart comes to, as {@code k8s/render.sh} wrote it down.
 *
 * @param variant such as {@code overlay-production}
 * @param manifests in the order of the file
 */
record Rendered(String variant, List<HasMetadata> manifests) {

    static final Path FOLDER = Checkout.ROOT.resolve("src/cli/src/test/resources/deployment");

    static Stream<Rendered> all() throws IOException {
        List<Rendered> all = new ArrayList<>();
        for (String variant : List.of("overlay-single", "overlay-production", "chart-default", "chart-production")) {
            all.add(of(variant));
        }
        return all.stream();
    }

    static Rendered of(String variant) throws IOException {
        List<HasMetadata> manifests = new ArrayList<>();
        for (YamlNode manifest : YamlNode.readAll(FOLDER.resolve(variant + ".yaml"))) {
            manifests.add(KubernetesTypes.read(manifest));
        }
        return new Rendered(variant, manifests);
    }

    <T extends HasMetadata> List<T> each(Class<T> type) {
        return manifests.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T only(Class<T> type) {
        assertThat(each(type)).as("%s in %s", type.getSimpleName(), variant).hasSize(1);
        return each(type).get(0);
    }

    List<PodTemplateSpec> pods() {
        return List.of(
                only(StatefulSet.class).getSpec().getTemplate(),
                only(Deployment.class).getSpec().getTemplate());
    }

    Container scorer() {
        return container(only(StatefulSet.class).getSpec().getTemplate());
    }

    Container trainer() {
        return container(only(Deployment.class).getSpec().getTemplate());
    }

    static Container container(PodTemplateSpec pod) {
        assertThat(pod.getSpec().getContainers()).hasSize(1);
        return pod.getSpec().getContainers().get(0);
    }

    @Override
    public String toString() {
        return variant;
    }
}
