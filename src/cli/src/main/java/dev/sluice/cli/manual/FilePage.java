package dev.sluice.cli.manual;

import dev.sluice.pipeline.ConfigReference;
import java.util.List;

/** The manual page of the pipeline file, from the same declarations as its parser. */
final class FilePage {

    static final String TITLE = "sluice.yaml";
    static final int SECTION = 5;

    private FilePage() {}

    /** @param source what the page belongs to, with its version */
    static String roff(String source) {
        Roff page = new Roff(TITLE, SECTION, source);
        page.heading("NAME").text(TITLE + " - the file that describes a pipeline");
        page.heading("DESCRIPTION")
                .lines(
                        List.of(
                                "A pipeline is one file in YAML: an input topic, what the model sees of its records, and how"
                                        + " models are made. Only pipeline and input.topic are required:",
                                "",
                                "  pipeline: pumps",
                                "  kafka:",
                                "    bootstrap.servers: localhost:9092",
                                "  input:",
                                "    topic: telemetry",
                                "",
                                "An unknown key is an error that names the nearest known one. Commands read sluice.yaml in the"
                                        + " current folder unless --config names another; sluice-init(1) writes one for a topic."));
        page.heading("KEYS");
        for (ConfigReference.Key key : ConfigReference.keys()) {
            page.term(
                    key.name(),
                    key.meaning() + ". Expects " + key.expected() + ". "
                            + key.otherwise().map(o -> "Default: " + o + ".").orElse("Required."));
        }
        page.heading("FEATURES")
                .text("An entry of features is the name of a field, or a map of its type and these keys:");
        ConfigReference.featureKeys().forEach((type, keys) -> page.term(type, String.join(", ", keys)));
        page.heading("ENVIRONMENT");
        for (ConfigReference.Key key : ConfigReference.keys()) {
            if (key.name().equals("kafka")) {
                page.term(
                        key.variable() + "_*",
                        "Kafka client settings: SLUICE_KAFKA_BOOTSTRAP_SERVERS for" + " bootstrap.servers.");
            } else {
                page.term(key.variable(), "Overrides " + key.name() + ".");
            }
        }
        page.heading("SEE ALSO").text("sluice(1), sluice-init(1), sluice-doctor(1)");
        return page.toString();
    }
}
