package dev.sluice.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PromQL of the project.
 *
 * @param expressions each a query
 */
record Queries(List<String> expressions) {

    static final Path ALERTS = Checkout.DOCKER.resolve("prometheus/alerts.yaml");
    static final Path DASHBOARD = Checkout.DOCKER.resolve("grafana/dashboards/sluice.json");

    private static final Pattern METRIC = Pattern.compile("\\b(?:sluice|kafka)_[a-z0-9_]+");
    private static final Pattern LABEL_VALUE = Pattern.compile("\"[^\"]*\"");

    static Queries all() throws IOException {
        List<String> all = new ArrayList<>(alerts().expressions());
        all.addAll(dashboard().expressions());
        return new Queries(all);
    }

    static Queries alerts() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (YamlNode group : YamlNode.read(ALERTS).items("groups")) {
            group.items("rules").forEach(rule -> expressions.add(rule.text("expr")));
        }
        return new Queries(expressions);
    }

    static Queries dashboard() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode query :
                new ObjectMapper().readTree(Files.readString(DASHBOARD)).findValues("expr")) {
            expressions.add(query.asText());
        }
        return new Queries(expressions);
    }

    /** The metrics that they name. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            Matcher metric = METRIC.matcher(LABEL_VALUE.matcher(expression).replaceAll("\"\""));
            while (metric.find()) {
                names.add(metric.group());
            }
        }
        return names;
    }
}
