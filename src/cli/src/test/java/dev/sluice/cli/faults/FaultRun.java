package dev.sluice.cli.faults;

import dev.sluice.cli.registry.RegistryProcess;
import dev.sluice.cli.replay.Replay;
import dev.sluice.cli.replay.ReplayReport;
import dev.sluice.cli.unpack.PackedCheck;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run: a cluster, a pipeline on it and traffic, all in processes of their own; faults; and the reckoning. */
final class FaultRun implements AutoCloseable {

    private static final String SIGNING_KEY = "sluice.key";
    private static final String PIPELINE = "faults";
    private static final String INPUT = "faults-input";
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 150;
    private static final int PACKED_WITHIN_SECONDS = 5;
    private static final int LAST_WORDS = 2_000;
    private static final int SESSION_SECONDS = 6;
    private static final int[] PUBLISHING_MS = {30, 300, 3_000};
    private static final Duration STARTING = Duration.ofMinutes(5);
    private static final Duration CATCHING_UP = Duration.ofMinutes(6);

    private final long started = System.nanoTime();
    private final SigningKey key = SigningKey.generate();
    private final Path folder;
    private final long seed;
    private final Random random;
    private final FaultDeck deck;
    private final RegistryProcess registry;
    private final BrokerNodes brokers;
    private final SensorTraffic traffic;
    private final PipelineConfig config;
    private final List<JavaProcess> scorers = new ArrayList<>();
    private final JavaProcess thirdScorer;
    private final JavaProcess trainer;
    private final JavaProcess secondTrainer;
    private final Operator operator;
    private final Backlog backlog;
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final List<String> ends = new ArrayList<>();
    private long secondTrainerUntil;
    private int kills;

    FaultRun(Path folder, long seed) throws IOException, InterruptedException {
        this.folder = folder;
        this.seed = seed;
        this.random = new Random(seed);
        this.deck = new FaultDeck(random);
        delete(folder);
        Files.createDirectories(folder);
        Files.write(folder.resolve(SIGNING_KEY), key.privatePem());
        say("three brokers, their data and everybody's logs in " + folder);
        this.registry = RegistryProcess.start();
        this.brokers = new BrokerNodes(folder);
        brokers.create(INPUT, PARTITIONS, Map.of());
        // By the brokers' clock, so that a fence can be told to come after its activation.
        brokers.create(PIPELINE + ".activations", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        brokers.create(PIPELINE + ".fences", PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
        this.traffic = new SensorTraffic(brokers.bootstrap(), INPUT, seed, PER_SECOND);
        scorers.add(sluice("scorer-1", "stream", brokers.proxiedBootstrap(), "192m"));
        scorers.add(sluice("scorer-2", "stream", brokers.bootstrap(), "192m"));
        this.thirdScorer = sluice("scorer-3", "stream", brokers.bootstrap(), "192m");
        this.trainer = sluice("trainer-1", "trainer", brokers.bootstrap(), "384m");
        this.secondTrainer = sluice("trainer-2", "trainer", brokers.bootstrap(), "384m");
        this.config = PipelineFile.load(folder.resolve("scorer-2.yaml"), Map.of());
        this.operator = new Operator(config, key);
        this.backlog = new Backlog(brokers, "sluice-" + PIPELINE, INPUT, PARTITIONS);
    }

    private JavaProcess sluice(String name, String command, String bootstrap, String heap) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), """
                pipeline: %s
                kafka:
                  bootstrap.servers: %s
                  state.dir: %s
                  session.timeout.ms: %d
                  heartbeat.interval.ms: 1500
                  transaction.timeout.ms: 6000
                  request.timeout.ms: 8000
                registry: {url: %s}
                input: {topic: %s}
                features: [a, b, c, d]
                model: {temporal: "on"}
                training:
                  history: PT24H
                  every: PT8S
                  min-records: 600
                  max-records: 1000
                  max-epochs: 4
                  search: 0s
                alerts: {budget: 1 per 500 records}
                compression: {bound: 1%%, records: 40, within: %ds}
                trainer: {signing-key: %s}
                models: {max-bytes: %d, trusted-keys: [%s]}
                http: {port: 0}
                """.formatted(
                        PIPELINE,
                        bootstrap,
                        state(name),
                        SESSION_SECONDS * 1_000,
                        registry.url(),
                        INPUT,
                        PACKED_WITHIN_SECONDS,
                        folder.resolve(SIGNING_KEY).toAbsolutePath(),
                        Operator.MAX_MODEL_BYTES,
                        key.publicBase64()));
        return new JavaProcess(
                name,
                List.of("-Xmx" + heap, "-Dlog4j2.configurationFile=classpath:log4j2.xml"),
                "dev.sluice.cli.Sluice",
                List.of(command, "-c", file.toString()),
                folder.resolve(name + ".log"));
    }

    private Path state(String name) {
        return folder.resolve(name + "-state");
    }

    /** Runs for so long, then lets everything come to rest and looks at what the topics have. */
    FaultReport run(Duration length) throws Exception {
        traffic.start();
        scorers.forEach(JavaProcess::start);
        trainer.start();
        await("the first records are scored", STARTING, () -> backlog.committed() > 0);
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            inject(deck.next());
            pause(500, 2_500);
            supervise();
        }
        comeToRest();
        // Blocks that are not full are packed by the clock.
        pause(PACKED_WITHIN_SECONDS * 1_000 + 4_000, PACKED_WITHIN_SECONDS * 1_000 + 5_000);
        boolean clean = stopInOrder();
        Verifier verifier = new Verifier();
        new Outcomes(config).tell(verifier);
        ReplayReport replay = Replay.ofAll(config).run();
        return new FaultReport(
                seed,
                length.toSeconds() / 60.0,
                kills,
                injected,
                operator.rejections(),
                ends,
                clean,
                verifier.verdict(),
                replay,
                PackedCheck.of(config));
    }

    private void inject(Fault fault) throws Exception {
        say(fault.what());
        injected.merge(fault, 1, Integer::sum);
        switch (fault) {
            case SCORER_KILLED -> killAndRestart(anyScorer());
            case BOTH_SCORERS_KILLED -> {
                kill(scorers.get(0));
                kill(scorers.get(1));
                pause(0, 2_000);
                scorers.forEach(JavaProcess::start);
            }
            case SCORER_STATE_DELETED -> {
                JavaProcess scorer = anyScorer();
                kill(scorer);
                delete(state(scorer.name()));
                scorer.start();
            }
            case SCORER_FROZEN -> {
                JavaProcess scorer = anyScorer();
                scorer.freeze();
                pause(SESSION_SECONDS * 1_000 + 2_000, SESSION_SECONDS * 1_000 + 4_000);
                scorer.thaw();
            }
            case SCORER_CUT_OFF -> {
                brokers.cut();
                pause(2_000, 12_000);
                brokers.heal();
            }
            case REBALANCE_STORM -> storm();
            case TRAINER_KILLED -> killAndRestart(trainer);
            case TRAINER_KILLED_PUBLISHING -> {
                awaitPublication();
                // Before it, in the middle of it, or just after it, on a machine of whatever speed.
                pause(0, PUBLISHING_MS[random.nextInt(PUBLISHING_MS.length)]);
                killAndRestart(trainer);
            }
            case SECOND_TRAINER -> {
                if (secondTrainer.isAlive()) {
                    kill(secondTrainer);
                }
                secondTrainer.start();
                secondTrainerUntil = System.nanoTime()
                        + Duration.ofSeconds(25 + random.nextInt(20)).toNanos();
            }
            case BROKER_KILLED -> killBroker(Optional.of(random.nextInt(BrokerNodes.COUNT)));
            case LEADER_KILLED -> killBroker(brokers.leaderOf(INPUT));
            case COORDINATOR_KILLED -> killBroker(brokers.leaderOf("__transaction_state"));
            case CONTROLLER_KILLED -> killBroker(brokers.controller());
            case REGISTRY_FROZEN -> {
                registry.suspend();
                killAndRestart(anyScorer());
                pause(3_000, 12_000);
                registry.resume();
            }
            case BAD_ARTIFACT -> say("  " + operator.publishBadArtifact());
            case ROLLED_BACK -> say("  " + operator.rollBack(random));
            case CLOCK_JUMP -> {
                long years = (random.nextBoolean() ? 1 : -1) * (1L + random.nextInt(40));
                traffic.clockOff(Duration.ofDays(365 * years).toMillis());
                pause(500, 2_000);
                traffic.clockOff(0);
            }
        }
    }

    private JavaProcess anyScorer() {
        return scorers.get(random.nextInt(scorers.size()));
    }

    private void killAndRestart(JavaProcess process) throws InterruptedException {
        kill(process);
        pause(0, 2_000);
        process.start();
    }

    private void kill(JavaProcess process) {
        process.kill();
        kills++;
    }

    private void storm() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            thirdScorer.start();
            pause(2_000, 7_000);
            if (random.nextBoolean()) {
                kill(thirdScorer);
            } else {
                thirdScorer.stop(40);
            }
        }
    }

    /** Until the trainer has a model that it has not published yet; not for ever. */
    private void awaitPublication() throws InterruptedException {
        int before = trained();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (trained() == before && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private int trained() {
        return trainer.printed().split("trained version", -1).length;
    }

    /** Never a second one: with two of three, all that was acknowledged is on one that lives. */
    private void killBroker(Optional<Integer> broker) throws InterruptedException {
        brokers.awaitHealthy();
        int which = broker.orElse(0);
        brokers.kill(which);
        kills++;
        pause(1_000, 5_000);
        brokers.restart(which);
    }

    /** As a service manager would: what has ended by itself is started again, and remembered. */
    private void supervise() {
        if (secondTrainer.isAlive() && System.nanoTime() > secondTrainerUntil) {
            kill(secondTrainer);
        }
        for (JavaProcess process : List.of(scorers.get(0), scorers.get(1), trainer)) {
            process.exitCode().ifPresent(code -> {
                ends.add(process.name() + " ended by itself with exit code " + code);
                say(ends.get(ends.size() - 1));
                process.start();
            });
        }
    }

    private void comeToRest() throws Exception {
        say("no more faults: waiting until all is scored");
        if (secondTrainer.isAlive()) {
            kill(secondTrainer);
        }
        brokers.heal();
        brokers.awaitHealthy();
        traffic.finish();
        await("every record has its outcome", CATCHING_UP, () -> {
            supervise();
            return backlog.isEmpty();
        });
    }

    private boolean stopInOrder() throws Exception {
        boolean clean = true;
        for (JavaProcess process : List.of(trainer, scorers.get(0), scorers.get(1))) {
            // A JVM that has only just begun listens to no signal yet, and ends of it with 143.
            await(
                    process.name() + " has started",
                    STARTING,
                    () -> process.said().contains("Pipeline " + PIPELINE));
            Optional<Integer> code = process.stop(40);
            if (code.isEmpty() || code.get() != 0) {
                clean = false;
                ends.add(process.name() + " was asked to stop, and "
                        + code.map(c -> "ended with exit code " + c).orElse("did not") + "; its last words: "
                        + lastWords(process));
            }
        }
        return clean;
    }

    private static String lastWords(JavaProcess process) {
        String said = process.said().strip();
        return said.substring(Math.max(0, said.length() - LAST_WORDS));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Duration limit, Condition condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not within " + limit + ": " + what + "; see the logs");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private void pause(int least, int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(least + random.nextInt(most - least));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void say(String line) {
        System.out.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - started) / 1e9, line);
    }

    @Override
    public void close() {
        traffic.close();
        operator.close();
        for (JavaProcess process : List.of(scorers.get(0), scorers.get(1), thirdScorer, trainer, secondTrainer)) {
            if (process.isAlive()) {
                process.kill();
            }
        }
        brokers.close();
        registry.close();
    }
}
