package dev.sluice.cli.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads manifests into the types of a Kubernetes client, strictly: a field that the API does not have is an error. */
final class KubernetesTypes {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = List.of(
                    ConfigMap.class,
                    Service.class,
                    StatefulSet.class,
                    Deployment.class,
                    HorizontalPodAutoscaler.class,
                    PodDisruptionBudget.class,
                    NetworkPolicy.class,
                    ServiceMonitor.class,
                    PrometheusRule.class)
            .stream()
            .collect(Collectors.toMap(
                    type -> HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type), Function.identity()));

    /** Without the client's way out for fields that it does not know. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    private KubernetesTypes() {}

    /**
     * @throws IllegalArgumentException where a field is unknown or of the wrong type
     */
    static HasMetadata read(YamlNode manifest) {
        String type = manifest.text("apiVersion") + " " + manifest.text("kind");
        if (!TYPES.containsKey(type)) {
            throw new IllegalArgumentException(type + ": not among " + TYPES.keySet());
        }
        try {
            return STRICT.convertValue(manifest.value(), TYPES.get(type));
        } catch (IllegalArgumentException e) {
            String where = e.getCause() instanceof JsonMappingException cause ? cause.getPathReference() : "";
            throw new IllegalArgumentException(
                    type + " " + manifest.at("metadata").text("name") + ": " + e.getMessage() + where, e);
        }
    }
}
