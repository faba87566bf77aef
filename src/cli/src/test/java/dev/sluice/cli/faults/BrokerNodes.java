package dev.sluice.cli.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Three broker processes, each broker and controller; every topic on all three, written to two at least. Each has two
 * addresses: a direct one, and one that leads through a {@link CutProxy}.
 */
final class BrokerNodes implements AutoCloseable {

    static final int COUNT = 3;

    private static final Duration UP = Duration.ofMinutes(2);
    private static final String HOST = "127.0.0.1";

    private final List<JavaProcess> processes = new ArrayList<>();
    private final List<CutProxy> proxies = new ArrayList<>();
    private final int[] direct = new int[COUNT];
    private final int[] proxied = new int[COUNT];
    private final Admin admin;

    BrokerNodes(Path folder) throws IOException, InterruptedException {
        Ports ports = new Ports();
        int[] behind = new int[COUNT];
        int[] controllers = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            direct[i] = ports.next();
            proxied[i] = ports.next();
            behind[i] = ports.next();
            controllers[i] = ports.next();
        }
        String voters = IntStream.range(0, COUNT)
                .mapToObj(i -> (i + 1) + "@" + HOST + ":" + controllers[i])
                .collect(Collectors.joining(","));
        String cluster = Uuid.randomUuid().toString();
        for (int i = 0; i < COUNT; i++) {
            proxies.add(new CutProxy(proxied[i], behind[i]));
            Path data = folder.resolve("broker-" + (i + 1));
            format(data, cluster, i + 1);
            Path file = Files.write(
                    folder.resolve("broker-" + (i + 1) + ".properties"),
                    properties(i + 1, direct[i], behind[i], proxied[i], controllers[i], voters, data));
            processes.add(new JavaProcess(
                    "broker " + (i + 1),
                    List.of("-Xmx256m", "-Dlog4j2.configurationFile=" + log4j(folder)),
                    "kafka.Kafka",
                    List.of(file.toString()),
                    folder.resolve("broker-" + (i + 1) + ".log")));
            processes.get(i).start();
        }
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap(), "default.api.timeout.ms", "20000", "request.timeout.ms", "10000"));
        awaitHealthy();
    }

    private static Path log4j(Path folder) throws IOException {
        return Files.writeString(folder.resolve("log4j2-broker.xml"), """
                <Configuration status="ERROR">
                  <Appenders><Console name="out"><PatternLayout pattern="%d{HH:mm:ss.SSS} %-5level %logger{1}: %message%n"/></Console></Appenders>
                  <Loggers><Root level="WARN"><AppenderRef ref="out"/></Root></Loggers>
                </Configuration>
                """);
    }

    private static void format(Path data, String cluster, int node) {
        Formatter formatter = new Formatter()
                .setNodeId(node)
                .setClusterId(cluster)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            Files.createDirectories(data);
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + data, e);
        }
    }

    private static List<String> properties(
            int node, int direct, int behind, int proxied, int controller, String voters, Path data) {
        String at = "://" + HOST + ":";
        return List.of(
                "process.roles=broker,controller",
                "node.id=" + node,
                "listeners=DIRECT" + at + direct + ",PROXIED" + at + behind + ",CONTROLLER" + at + controller,
                "advertised.listeners=DIRECT" + at + direct + ",PROXIED" + at + proxied,
                "listener.security.protocol.map=DIRECT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=DIRECT",
                "controller.listener.names=CONTROLLER",
                "controller.quorum.voters=" + voters,
                "log.dirs=" + data,
                "default.replication.factor=3",
                "min.insync.replicas=2",
                "offsets.topic.replication.factor=3",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=3",
                "transaction.state.log.min.isr=2",
                "transaction.state.log.num.partitions=4",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000",
                "auto.create.topics.enable=false",
                "group.initial.rebalance.delay.ms=0",
                "group.min.session.timeout.ms=1000",
                "broker.heartbeat.interval.ms=500",
                "broker.session.timeout.ms=5000",
                "replica.lag.time.max.ms=5000",
                "log.retention.ms=-1",
                "log.message.timestamp.before.max.ms=" + Long.MAX_VALUE,
                "log.message.timestamp.after.max.ms=" + Long.MAX_VALUE,
                "log.index.size.max.bytes=1048576",
                "log.cleaner.dedupe.buffer.size=4194304",
                "num.network.threads=2",
                "num.io.threads=2",
                "background.threads=2");
    }

    /** The direct addresses. */
    String bootstrap() {
        return addresses(direct);
    }

    /** Those that can be cut. */
    String proxiedBootstrap() {
        return addresses(proxied);
    }

    private static String addresses(int[] ports) {
        return IntStream.of(ports).mapToObj(p -> HOST + ":" + p).collect(Collectors.joining(","));
    }

    Admin admin() {
        return admin;
    }

    void create(String topic, int partitions, Map<String, String> settings) throws InterruptedException {
        try {
            admin.createTopics(
                            List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create " + topic, e);
        }
    }

    /** The broker that leads partition 0 of a topic, from 0 on; empty where nobody answers. */
    Optional<Integer> leaderOf(String topic) throws InterruptedException {
        try {
            TopicDescription description = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(10, TimeUnit.SECONDS)
                    .get(topic);
            return Optional.ofNullable(description.partitions().get(0).leader()).map(node -> node.id() - 1);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /** The broker that is the active controller, from 0 on; empty where nobody answers. */
    Optional<Integer> controller() throws InterruptedException {
        try {
            return Optional.of(admin.describeMetadataQuorum()
                                    .quorumInfo()
                                    .get(10, TimeUnit.SECONDS)
                                    .leaderId()
                            - 1)
                    .filter(i -> i >= 0 && i < COUNT);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    void kill(int broker) {
        processes.get(broker).kill();
    }

    void restart(int broker) {
        processes.get(broker).start();
    }

    void cut() {
        proxies.forEach(CutProxy::cut);
    }

    void heal() {
        proxies.forEach(CutProxy::heal);
    }

    /** Whether all brokers run, and every partition is on all of them: only then may one be killed. */
    boolean isHealthy() throws InterruptedException {
        if (!processes.stream().allMatch(JavaProcess::isAlive)) {
            return false;
        }
        try {
            if (admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() < COUNT) {
                return false;
            }
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(5, TimeUnit.SECONDS);
            return admin.describeTopics(names).allTopicNames().get(5, TimeUnit.SECONDS).values().stream()
                    .flatMap(t -> t.partitions().stream())
                    .allMatch(p -> p.isr().size() == COUNT);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    void awaitHealthy() throws InterruptedException {
        long deadline = System.nanoTime() + UP.toNanos();
        while (!isHealthy()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the brokers are not healthy after " + UP + ": see their logs");
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        for (CutProxy proxy : proxies) {
            try {
                proxy.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (JavaProcess process : processes) {
            if (process.isAlive()) {
                process.kill();
            }
        }
    }
}
