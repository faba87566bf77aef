package dev.sluice.cli.alerts;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.forward.Alertmanager;
import dev.sluice.cli.forward.Forwarder;
import dev.sluice.cli.forward.Labels;
import dev.sluice.cli.option.DurationConverter;
import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.SecretReferences;
import dev.sluice.wire.Wire;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells Alertmanager of a pipeline's incidents, until it is stopped. */
@Command(
        name = "forward",
        header = "Forward incidents to Prometheus Alertmanager, until stopped.",
        description = {
            "Posts each incident to the API v2 of Alertmanager when it opens, when it grows and when it is resolved, and"
                    + " repeats what is open. It goes on where it stopped: each incident is told of at least once, whatever is"
                    + " away in between. Several that run share the work. One that Alertmanager refuses is named in the log.",
            "",
            "Labels: alertname (SluiceIncident), pipeline, entity, incident (its id), severity (warning), and those of"
                    + " --label. Annotations: summary, fields, repair, members, score, records, model.",
            "",
            "Stop it with Ctrl-C or SIGTERM."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice alerts forward --to http://alertmanager:9093",
            "  sluice alerts forward --to https://alerts.example.org/am --label severity=critical --label team=plant \\",
            "      --username sluice --password env:ALERTMANAGER_PASSWORD"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked",
            "2:unknown option or argument",
            "3:the pipeline file or an option cannot be used, or there is no Alertmanager at that address, or it does not"
                    + " let this client in",
            "4:the Kafka cluster cannot be reached, or refuses"
        })
public final class AlertsForwardCommand implements Callable<Integer> {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofHours(1);

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            description = "Where Alertmanager is, such as http://alertmanager:9093.")
    URI to;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Another label, or another alertname or severity. May be given again.")
    Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--repeat",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "How often what is open is told again; less than Alertmanager's resolve_timeout, which is 5m"
                    + " unless configured otherwise. Default: ${DEFAULT-VALUE}.")
    Duration repeat;

    @Option(names = "--username", paramLabel = "NAME", description = "For basic authentication.")
    String username;

    @Option(
            names = "--password",
            paramLabel = "REFERENCE",
            description = "Where its password is: env:NAME or file:/run/secrets/password.")
    String password;

    @Option(
            names = "--token",
            paramLabel = "REFERENCE",
            description = "Where a bearer token is, in place of a password: env:NAME or file:/run/secrets/token.")
    String token;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Consumer group, which remembers what was forwarded; default: \"sluice-forwarder-\" and the"
                    + " pipeline's name.")
    String group;

    /** The consumer group of a pipeline's forwarders. */
    public static String groupOf(PipelineConfig pipeline) {
        return "sluice-forwarder-" + pipeline.pipeline();
    }

    @Override
    public Integer call() throws InterruptedException {
        PipelineConfig pipeline = options.pipeline();
        if (repeat.compareTo(SELDOM) > 0) {
            throw new ConfigException("--repeat: expected at most 1h, got " + repeat);
        }
        Labels all = new Labels(pipeline.pipeline(), labels);
        Alertmanager alertmanager = new Alertmanager(to, authorization(), ANSWER);
        String topic = pipeline.topics().alerts();
        try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
            Alerts.requireTopic(cluster, pipeline.topics());
        }
        try (Wire wire = new Wire(pipeline)) {
            Forwarder forwarder = new Forwarder(
                    consumer(pipeline),
                    topic,
                    wire.outputs(),
                    all,
                    alertmanager,
                    repeat,
                    FIRST_PAUSE,
                    Clock.systemUTC());
            try (StopSignal stop = StopSignal.onStop(forwarder::stop)) {
                say("Forwarding " + topic + " to " + alertmanager + ".");
                // It leaves its group before the signal is answered, which ends the process: others take over at once.
                try (forwarder) {
                    forwarder.run();
                }
                say((stop.requested() ? "Stopped: " : "Ended: ") + forwarder.told() + " notices were taken, "
                        + forwarder.open() + " incidents are open.");
            }
        }
        return ExitCode.OK;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private KafkaConsumer<byte[], byte[]> consumer(PipelineConfig pipeline) {
        Map<String, Object> settings = new HashMap<>(pipeline.kafka());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group == null ? groupOf(pipeline) : group);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The header's value; null for none. */
    private String authorization() {
        if (token != null && (username != null || password != null)) {
            throw new ConfigException("expected either --token, or --username and --password");
        }
        if (token != null) {
            return "Bearer " + secret("--token", token);
        }
        if ((username == null) != (password == null)) {
            throw new ConfigException("--username and --password: expected both, or neither");
        }
        if (username == null) {
            return null;
        }
        byte[] credentials = (username + ":" + secret("--password", password)).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private static String secret(String option, String reference) {
        // As in a pipeline file, or without the signs that a shell would take for its own.
        String full = SecretReferences.isReference(reference) ? reference : "${" + reference + "}";
        if (!SecretReferences.isReference(full)) {
            throw new ConfigException(option + ": expected a reference such as env:ALERTMANAGER_SECRET or"
                    + " file:/run/secrets/alertmanager: what is on a command line can be read by others");
        }
        String secret = new SecretReferences(System.getenv()).resolve(option, full);
        if (secret.isBlank() || secret.chars().anyMatch(c -> c < ' ')) {
            throw new ConfigException(option + ": what it refers to is empty, or has more than one line");
        }
        return secret;
    }
}
