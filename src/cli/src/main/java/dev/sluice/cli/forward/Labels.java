package dev.sluice.cli.forward;

import dev.sluice.pipeline.ConfigException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The labels of a pipeline's alerts. Alertmanager tells alerts apart by them, so they are the same through the life of an
 * incident, and differ between two incidents.
 */
public final class Labels {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    /** What an incident is told apart by. */
    private static final Set<String> OWN = Set.of("pipeline", "entity", "incident");

    private final Map<String, String> constant = new LinkedHashMap<>();

    /**
     * @param others further ones; may replace {@code alertname} and {@code severity}
     * @throws ConfigException where one cannot be used
     */
    public Labels(String pipeline, Map<String, String> others) {
        constant.put("alertname", "SluiceIncident");
        constant.put("pipeline", pipeline);
        constant.put("severity", "warning");
        others.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || name.startsWith("__")) {
                throw new ConfigException(
                        "--label: \"" + name + "\" is no name of a label: expected letters, digits and"
                                + " _, not beginning with a digit or __");
            }
            if (OWN.contains(name)) {
                throw new ConfigException("--label: " + name + " is set by Sluice, which tells incidents apart by it:"
                        + " choose another name");
            }
            if (value.isEmpty()) {
                throw new ConfigException("--label: " + name + " has no value: expected NAME=VALUE");
            }
            constant.put(name, value);
        });
    }

    /** By name, without the empty ones, which Alertmanager does not know. */
    Map<String, String> of(Notice notice) {
        Map<String, String> labels = new LinkedHashMap<>(constant);
        if (notice.entity() != null && !notice.entity().isEmpty()) {
            labels.put("entity", notice.entity());
        }
        labels.put("incident", notice.id());
        return labels;
    }
}
