package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.acls.Right;
import dev.sluice.cli.acls.Rights;
import dev.sluice.cli.acls.Role;
import dev.sluice.cli.broker.SecuredBroker;
import dev.sluice.cli.models.Models;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.stream.ScoringService;
import dev.sluice.topic.BrokerRefusal;
import dev.sluice.topic.TopicReader;
import dev.sluice.trainer.TrainerService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scorer, trainer, operator and reader, each a user of its own with the rights that {@link Rights} lists, over SASL_SSL. */
class SecurityIT {

    private static final String GROUP = "pager";
    private static final Map<Role, String> USERS = Map.of(
            Role.SCORER,
            "scorer",
            Role.TRAINER,
            "trainer",
            Role.OPERATOR,
            "operator",
            Role.READER,
            "reader",
            Role.FORWARDER,
            "forwarder");
    private static final Map<Role, String> PASSWORDS = Map.of(
            Role.SCORER,
            "hunter2-scorer",
            Role.TRAINER,
            "hunter2-trainer",
            Role.OPERATOR,
            "hunter2-operator",
            Role.READER,
            "hunter2-reader",
            Role.FORWARDER,
            "hunter2-forwarder");

    private static final Map<Role, String> MECHANISMS = Map.of(
            Role.SCORER,
            "PLAIN",
            Role.TRAINER,
            "SCRAM-SHA-512",
            Role.OPERATOR,
            "PLAIN",
            Role.READER,
            "OAUTHBEARER",
            Role.FORWARDER,
            "PLAIN");

    /** Of the models that operators import: each a number of its own. */
    private static int imported = 1_000;

    @TempDir
    static Path folder;

    private static SecuredBroker broker;
    private static Admin admin;
    private static LogWatch log;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(
                folder,
                Map.of(
                        "scorer",
                        PASSWORDS.get(Role.SCORER),
                        "operator",
                        PASSWORDS.get(Role.OPERATOR),
                        "forwarder",
                        PASSWORDS.get(Role.FORWARDER)),
                Map.of("trainer", PASSWORDS.get(Role.TRAINER)));
        admin = broker.admin();
        log = new LogWatch(PASSWORDS.values());
    }

    @AfterAll
    static void stop() {
        log.close();
        admin.close();
        broker.close();
    }

    private static Map<String, String> settings(Role role) {
        Map<String, String> settings =
                new HashMap<>(broker.as(USERS.get(role), PASSWORDS.get(role), MECHANISMS.get(role)));
        if (role == Role.SCORER) {
            settings.put("state.dir", folder.resolve("state").toString());
        }
        return settings;
    }

    private static AclBinding binding(Right right) {
        return right.binding("User:" + USERS.get(right.role()));
    }

    private static void grant(List<Right> rights) throws Exception {
        admin.createAcls(rights.stream().map(SecurityIT::binding).toList())
                .all()
                .get();
    }

    private static void revoke(Right right) throws Exception {
        admin.deleteAcls(List.of(binding(right).toFilter())).all().get();
    }

    @Test
    void theRightsThatAreDocumentedAreEnoughAndNoneOfThemCanBeSpared() throws Exception {
        try (TestPipeline pipeline = new TestPipeline("secured", 1, broker.open())) {
            List<Right> rights = Rights.of(pipeline.config, GROUP);
            grant(rights);
            pipeline.sendNormal(1_000);

            train(pipeline.config.withKafka(settings(Role.TRAINER)));
            PipelineConfig scorer = pipeline.config.withKafka(settings(Role.SCORER));
            try (ScoringService service = new ScoringService(scorer)) {
                service.start();
                for (int i = 0; i < 5; i++) {
                    pipeline.send("device-1", "{\"a\":0,\"b\":10,\"c\":100,\"d\":400}");
                }
                pipeline.send("device-1", "no JSON");
                pipeline.flush();
                assertThat(read(pipeline.config, 1_006))
                        .contains("secured.scores", "secured.latents", "secured.alerts", "secured.dead-letters");
            }

            String file = file(Role.OPERATOR, pipeline.config);
            assertThat(CommandRun.sluice("alerts", "silence", "--for", "1h", "-c", file))
                    .returns(ExitCode.OK, CommandRun::exitCode);
            assertThat(CommandRun.sluice("alerts", "feedback", anAlert(pipeline.config), "ack", "-c", file))
                    .returns(ExitCode.OK, CommandRun::exitCode);

            // What is deleted to be created again comes last, as an empty changelog would not be read: what an operator
            // creates while there is an alert to speak of, the models after what needs one.
            for (Right right : rights.stream()
                    .filter(r -> !Rights.isForRetention(pipeline.config.topics(), r))
                    .sorted(Comparator.comparing(SecurityIT::when))
                    .toList()) {
                if (right.operation() == AclOperation.CREATE) {
                    deleteTopics(right.name());
                }
                revoke(right);
                // Something to read and to write; a changelog is written to when the version changes.
                pipeline.sendNormal(1);
                if (right.pattern() == PatternType.PREFIXED && right.operation() == AclOperation.WRITE) {
                    train(pipeline.config);
                }
                String failure = failure(right, pipeline.config);
                assertThat(failure).as("without %s", right).contains(named(right));
                assertThat(failure).doesNotContain("hunter2");
                grant(List.of(right));
            }
        }
        assertThat(log.events()).isGreaterThan(1_000);
        assertThat(log.found()).isEmpty();
    }

    private static int when(Right right) {
        return right.operation() == AclOperation.CREATE
                ? 1 + List.of(Role.OPERATOR, Role.SCORER, Role.TRAINER).indexOf(right.role())
                : 0;
    }

    private static void train(PipelineConfig config) throws Exception {
        try (TrainerService service = new TrainerService(config, Clock.systemUTC())) {
            assertThat(service.trainOnce()).isPresent();
        }
    }

    /** What a message must name. Kafka says of a transactional id only that it is one. */
    private static String named(Right right) {
        return right.type() == ResourceType.TRANSACTIONAL_ID ? "transactional id" : right.name();
    }

    private static void deleteTopics(String prefix) throws Exception {
        Set<String> names = new HashSet<>(admin.listTopics().names().get());
        names.removeIf(n -> !n.startsWith(prefix));
        admin.deleteTopics(names).all().get();
    }

    /** Why a role does not work; fails where it does. */
    private static String failure(Right without, PipelineConfig pipeline) throws Exception {
        return switch (without.role()) {
            case SCORER -> scorerFailure(without, pipeline.withKafka(settings(Role.SCORER)));
            case TRAINER -> trainerFailure(without, pipeline.withKafka(settings(Role.TRAINER)));
            case OPERATOR -> operatorFailure(without, pipeline);
            case READER -> readerFailure(without, pipeline);
            case FORWARDER -> forwarderFailure(pipeline);
        };
    }

    private static String scorerFailure(Right without, PipelineConfig config) {
        try (ScoringService service = new ScoringService(config)) {
            service.start();
            await("the end of a scorer without " + without)
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> !service.status().alive());
            assertThat(service.awaitExit()).isEqualTo(ExitCode.BROKER);
            return service.status().state();
        }
    }

    private static String trainerFailure(Right without, PipelineConfig config) throws Exception {
        try (TrainerService service = new TrainerService(config, Clock.systemUTC())) {
            service.trainOnce();
        } catch (KafkaException e) {
            return BrokerRefusal.of(e).orElseThrow();
        }
        throw new AssertionError("the trainer works without " + without);
    }

    private static String operatorFailure(Right without, PipelineConfig pipeline) throws Exception {
        String file = file(Role.OPERATOR, pipeline);
        String name = without.name();
        CommandRun run;
        if (name.equals(pipeline.input().topic())) {
            run = CommandRun.sluice("models", "verify", "-c", file);
        } else if (name.equals(pipeline.topics().alerts())) {
            run = CommandRun.sluice("alerts", "list", "-c", file);
        } else if (name.equals(pipeline.topics().silences())) {
            run = without.operation() == AclOperation.READ
                    ? CommandRun.sluice("alerts", "silences", "-c", file)
                    : CommandRun.sluice("alerts", "silence", "--for", "1h", "-c", file);
        } else if (name.equals(pipeline.topics().feedback())) {
            run = CommandRun.sluice("alerts", "feedback", anAlert(pipeline), "ack", "-c", file);
        } else {
            Models models = Models.read(pipeline);
            ModelArtifact artifact = models.artifact(models.require(null));
            artifact.put("version", imported++);
            Path model = Files.write(folder.resolve("imported.model"), ArtifactWriter.write(artifact));
            run = CommandRun.sluice("models", "import", model.toString(), "-c", file, "--by", "olga");
        }
        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.BROKER);
        return run.err();
    }

    private static String file(Role role, PipelineConfig pipeline) throws Exception {
        return Files.writeString(
                        folder.resolve(role + ".yaml"),
                        PipelineFile.render(pipeline) + "kafka:\n" + yaml(settings(role)))
                .toString();
    }

    /** The id of one that is there. */
    private static String anAlert(PipelineConfig pipeline) {
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(pipeline.kafka())) {
            List<String> ids = new ArrayList<>();
            TopicReader.readAll(
                    consumer,
                    TopicReader.partitions(consumer, List.of(pipeline.topics().alerts())),
                    record -> ids.add(new String(record.value(), StandardCharsets.UTF_8)
                            .replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1")));
            return ids.get(0);
        }
    }

    private static String forwarderFailure(PipelineConfig pipeline) throws Exception {
        CommandRun run = CommandRun.sluice(
                "alerts", "forward", "--to", "http://127.0.0.1:1", "-c", file(Role.FORWARDER, pipeline));
        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.BROKER);
        return run.err();
    }

    private static String readerFailure(Right without, PipelineConfig config) {
        try {
            read(config, 1);
        } catch (KafkaException e) {
            return BrokerRefusal.of(e).orElseThrow();
        }
        throw new AssertionError("the reader works without " + without);
    }

    /** Reads until there are so many outcomes. Returns the topics that something came from. */
    private static Set<String> read(PipelineConfig config, int outcomes) {
        Map<String, Object> settings = new HashMap<>(settings(Role.READER));
        settings.put("group.id", GROUP);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        Set<String> topics = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(
                    config.topics().scores(),
                    config.topics().latents(),
                    config.topics().alerts(),
                    config.topics().deadLetters(),
                    config.topics().drift()));
            int[] seen = {0};
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    topics.add(record.topic());
                    if (record.topic().equals(config.topics().scores())
                            || record.topic().equals(config.topics().deadLetters())) {
                        seen[0]++;
                    }
                }
                return seen[0] >= outcomes;
            });
        }
        return topics;
    }

    @Test
    void aTrainerThatIsRefusedEndsWithTheReasonInsteadOfTryingForEver() throws Exception {
        try (TestPipeline pipeline = new TestPipeline("refused", 1, broker.open());
                TrainerService service =
                        new TrainerService(pipeline.config.withKafka(settings(Role.TRAINER)), Clock.systemUTC())) {
            Thread running = new Thread(service::run);
            running.start();
            running.join(Duration.ofSeconds(40).toMillis());

            assertThat(running.isAlive()).isFalse();
            assertThat(service.refusal())
                    .hasValueSatisfying(why -> assertThat(why).contains("refused", "sluice acls"));
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutThePassword() throws Exception {
        String wrong = "hunter2-wrong";
        Path file = Files.writeString(
                folder.resolve("wrong.yaml"),
                "pipeline: wrong\ninput: {topic: in}\nkafka:\n" + yaml(broker.as("scorer", wrong, "PLAIN"))
                        + "http: {port: 0}\n");
        List<CommandRun> runs = new ArrayList<>();
        try (LogWatch watch = new LogWatch(List.of(wrong))) {
            for (String command : List.of("stream", "trainer", "doctor")) {
                runs.add(CommandRun.sluice(command, "-c", file.toString()));
            }
            assertThat(watch.found()).isEmpty();
        }
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.BROKER);
            assertThat(run.out() + run.err()).contains("uthentication failed").doesNotContain(wrong);
        });
    }

    private static String yaml(Map<String, String> settings) {
        StringBuilder yaml = new StringBuilder();
        settings.forEach((key, value) -> yaml.append("  " + key + ": '" + value + "'\n"));
        return yaml.toString();
    }

    @Test
    void theCommandPrintsEveryRightOfTheList() throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), "pipeline: secured\ninput: {topic: in}\n");
        String printed = CommandRun.sluice("acls", "-c", file.toString(), "--group", GROUP)
                .out();

        assertThat(printed)
                .contains(
                        "# scorer",
                        "# trainer",
                        "# operator",
                        "# reader",
                        "# forwarder",
                        "User:trainer",
                        "--group pager");
        assertThat(printed.split("--operation ", -1))
                .hasSize(1 + Rights.of(pipelineOf(file), GROUP).size());
    }

    private static PipelineConfig pipelineOf(Path file) {
        return PipelineFile.load(file, Map.of());
    }
}
