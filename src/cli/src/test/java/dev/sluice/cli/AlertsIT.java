package dev.sluice.cli;

import static dev.sluice.cli.alerts.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.forward.StubAlertmanager;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.ContractJson;
import dev.sluice.trainer.TrainerService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What operators do with incidents, by commands, on a real broker. */
@ExtendWith(SharedBroker.class)
class AlertsIT {
    private static final long START =
            System.currentTimeMillis() - Duration.ofHours(1).toMillis();

    @TempDir
    Path folder;

    private String file(String name, EmbeddedBroker broker) throws IOException {
        return Files.writeString(
                        folder.resolve(name + ".yaml"),
                        "pipeline: " + name + "\ninput: {topic: in}\nkafka: {bootstrap.servers: "
                                + broker.bootstrapServers() + "}\n")
                .toString();
    }

    private static void write(String pipeline, EmbeddedBroker broker, Alert... messages) throws Exception {
        for (Alert m : messages) {
            new TopicContent(broker, pipeline + ".alerts").with(2, m.getEntity(), ContractJson.encode(m));
        }
    }

    private static CommandRun alerts(String config, String... arguments) {
        return CommandRun.sluice(Stream.of(List.of("alerts"), List.of(arguments), List.of("-c", config))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static String said(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        return run.out();
    }

    @Test
    void silenceAndFeedbackAreSaidAndSeen(EmbeddedBroker broker) throws Exception {
        String config = file("weirs", broker);
        write(
                "weirs",
                broker,
                message("in-0-1", AlertState.OPENED, "pump-7", START, 5, 1.5),
                message("in-0-1", AlertState.RESOLVED, "pump-7", START, 90, 0.5),
                message("in-0-2", AlertState.OPENED, "fan-1", START, 5, 2.5),
                message("in-0-3", AlertState.OPENED, "old", 1_000, 5, 2.5),
                message("in-0-3", AlertState.RESOLVED, "old", 1_000, 9, 0.5));

        String silence = said(
                alerts(config, "silence", "--entity", "pump-*", "--for", "2h", "--reason", "work", "--by", "anna"));
        assertThat(silence).startsWith("Silence ").contains(": entity pump-*, field any, from ", "by anna: work");
        String id = silence.substring("Silence ".length(), silence.indexOf(':'));
        assertThat(said(alerts(config, "silence", "--field", "flow", "--until", "2100-01-01T00:00:00Z")))
                .contains("until 2100-01-01T00:00:00Z");
        assertThat(said(alerts(config, "silences")).lines())
                .hasSize(3)
                .anyMatch(line -> line.matches(id + " +active +pump-\\* +any .* anna +work"));
        assertThat(said(alerts(config, "silences", "--json")).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"id\":\""));

        assertThat(said(alerts(config, "feedback", "in-0-1", "false", "--note", "new firmware", "--by", "anna")))
                .startsWith("Incident in-0-1 of pump-7, ")
                .contains("a false alarm. The next training takes its records for normal.")
                .doesNotContain("It is open");
        assertThat(said(alerts(config, "feedback", "in-0-2", "TRUE"))).contains("It is open: ");

        assertThat(said(alerts(config, "list")).lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("id "),
                        line -> assertThat(line).matches("in-0-1 +resolved .* 1 min 30 s +pump-7 .* false alarm"),
                        line -> assertThat(line).matches("in-0-2 +open .* fan-1 .* incident"));
        assertThat(said(alerts(config, "list", "--open")).lines()).hasSize(2).anyMatch(l -> l.startsWith("in-0-2"));
        assertThat(said(alerts(config, "list", "--all")).lines()).hasSize(4);
        assertThat(said(alerts(config, "list", "--since", "2h", "--entity", "fan-?"))
                        .lines())
                .hasSize(2);
        assertThat(said(alerts(config, "list", "--since", "1m"))).startsWith("None of these; incidents in all: 3");
        assertThat(said(alerts(config, "list", "--json")).lines()).hasSize(2);
        assertThat(said(alerts(config, "show", "in-0-1")))
                .containsPattern("feedback +false alarm, .* by anna: new firmware");
        assertThat(said(alerts(config, "show", "in-0-1", "--json"))).contains("\"note\":\"new firmware\"");

        assertThat(said(alerts(config, "feedback", "in-0-1", "none"))).contains("is taken back");
        assertThat(said(alerts(config, "show", "in-0-1"))).doesNotContain("feedback");
        assertThat(said(alerts(config, "unsilence", id))).startsWith("Taken back: " + id);
        assertThat(said(alerts(config, "silences")).lines()).hasSize(2);
        for (String topic : List.of("weirs.silences", "weirs.feedback")) {
            List<ConsumerRecord<byte[], byte[]>> records = new TopicContent(broker, topic).records();
            assertThat(records).hasSize(3);
            assertThat(records.get(2).value()).as("the last takes back").isNull();
            assertThat(policy(broker, topic)).isEqualTo("compact");
        }
    }

    private static String policy(EmbeddedBroker broker, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Cluster cluster = Cluster.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return cluster.get(
                            "cannot describe",
                            cluster.admin().describeConfigs(List.of(resource)).all())
                    .get(resource)
                    .get("cleanup.policy")
                    .value();
        }
    }

    @Test
    void whatCannotBeDoneSaysSoAndWritesNothing(EmbeddedBroker broker) throws Exception {
        String config = file("mills", broker);
        assertThat(alerts(config, "list")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.BROKER);
            assertThat(run.err()).contains("topic mills.alerts does not exist", "`sluice stream` creates it");
        });
        assertThat(said(alerts(config, "silences"))).startsWith("No silence.");
        write("mills", broker, message("in-0-1", AlertState.OPENED, "pump-7", START, 5, 1.5));

        assertThat(alerts(config, "feedback", "in-0-9", "false")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
            assertThat(run.err()).contains("no incident \"in-0-9\"", "`sluice alerts list --all`");
        });
        assertThat(alerts(config, "feedback", "in-0-1", "perhaps").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(alerts(config, "feedback", "in-0-1", "ack", "--by", "trainer")
                        .err())
                .contains("say who you are");
        assertThat(alerts(config, "silence").err()).contains("expected either --for");
        assertThat(alerts(config, "silence", "--for", "soon").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(alerts(config, "silence", "--until", "2020-01-01T00:00:00Z").err())
                .contains("is not after");
        assertThat(alerts(config, "unsilence", "nothing").exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(alerts(config, "forward", "--to", "http://a:1", "--token", "s3cret"))
                .satisfies(run -> {
                    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
                    assertThat(run.err())
                            .contains("--token: expected a reference")
                            .doesNotContain("s3cret");
                });
        assertThat(new TopicContent(broker, "mills.feedback").records()).isEmpty();
        assertThat(new TopicContent(broker, "mills.silences").records()).isEmpty();
    }

    @Test
    void feedbackIsHonouredAtTheNextTrainingAndTheModelIsMadeAgainToTheBit(EmbeddedBroker broker) throws Exception {
        try (TestPipeline pipeline = new TestPipeline("sluices", 1, broker, folder.resolve("state"));
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC())) {
            pipeline.sendNormal(600);
            assertThat(trainer.trainOnce()).isPresent();
            String config = Files.writeString(
                            folder.resolve("s.yaml"),
                            PipelineFile.render(pipeline.config) + "kafka: {bootstrap.servers: "
                                    + broker.bootstrapServers() + "}\n")
                    .toString();
            String input = pipeline.config.input().topic();
            List<ConsumerRecord<byte[], byte[]>> records = pipeline.read(input);
            write(
                    "sluices",
                    broker,
                    incident(input, "device-1", records.get(101).timestamp()),
                    incident(input, "device-2", records.get(202).timestamp()));
            said(alerts(config, "feedback", input + "-0-device-1", "true"));
            said(alerts(config, "feedback", input + "-0-device-2", "false"));
            pipeline.sendNormal(100);
            assertThat(trainer.trainOnce()).isPresent();

            assertThat(CommandRun.sluice("models", "show", "2", "-c", config).out())
                    .containsPattern("feedback +incidents that were confirmed, left out: " + input + "-0-device-1")
                    .containsPattern("\n +false alarms, learned: " + input + "-0-device-2");
            CommandRun verified = CommandRun.sluice("models", "verify", "--all", "-c", config);
            assertThat(verified.exitCode()).as(verified.out()).isEqualTo(ExitCode.OK);
        }
    }

    private static Alert incident(String input, String entity, long start) {
        Alert alert = message(input + "-0-" + entity, AlertState.RESOLVED, entity, start, 20, 1.5);
        alert.put("topic", input);
        return alert;
    }

    private Process forward(String config, StubAlertmanager server) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Sluice.class.getName(),
                "alerts",
                "forward",
                "-c",
                config,
                "--to",
                server.address().toString(),
                "--label",
                "team=plant",
                "--repeat",
                "1s"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "forward.log")))
                .start();
    }

    @Test
    @Timeout(120)
    void theForwarderGoesOnWhereItStopped(EmbeddedBroker broker) throws Exception {
        String config = file("gulleys", broker);
        write(
                "gulleys",
                broker,
                message("in-0-1", AlertState.OPENED, "pump-7", START, 5, 1.5),
                message("in-0-1", AlertState.RESOLVED, "pump-7", START, 90, 0.5),
                message("in-0-2", AlertState.OPENED, "fan-1", START, 5, 2.5));
        StubAlertmanager server = new StubAlertmanager();
        Process first = forward(config, server);
        try {
            await().atMost(Duration.ofSeconds(40)).until(() -> ended(server, "in-0-1") && told(server, "in-0-2") >= 2);
            first.destroy(); // SIGTERM
            assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(ExitCode.OK);
            assertThat(Files.readString(folder.resolve("forward.log"))).contains("Stopped: ", "1 incidents are open");
        } finally {
            first.destroyForcibly();
            server.close();
        }
        write("gulleys", broker, message("in-0-3", AlertState.OPENED, "fan-2", START, 5, 2.5));
        StubAlertmanager next = new StubAlertmanager();
        Process second = forward(config, next);
        try {
            await().atMost(Duration.ofSeconds(40)).until(() -> told(next, "in-0-2") > 0 && told(next, "in-0-3") > 0);
            write("gulleys", broker, message("in-0-2", AlertState.RESOLVED, "fan-1", START, 900, 0.5));
            await().atMost(Duration.ofSeconds(20)).until(() -> ended(next, "in-0-2"));
            assertThat(told(next, "in-0-1")).as("had ended before").isZero();
            assertThat(next.refused()).isEmpty();
            assertThat(next.distinct()).isEqualTo(2);
        } finally {
            second.destroyForcibly();
            next.close();
        }
    }

    private static boolean ended(StubAlertmanager server, String id) {
        return server.alert("incident", id).filter(a -> a.has("endsAt")).isPresent();
    }

    private static long told(StubAlertmanager server, String id) {
        return server.taken().stream()
                .filter(a -> a.path("labels").path("incident").asText().equals(id))
                .count();
    }
}
