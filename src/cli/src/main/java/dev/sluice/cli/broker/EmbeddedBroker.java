package dev.sluice.cli.broker;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this JVM: one node that is broker and controller, made of Kafka's production classes,
 * listening on loopback only. It takes what any broker takes, transactions included; topics are not created by
 * themselves, and no record is ever deleted for its age.
 *
 * <pre>{@code
 * try (EmbeddedBroker broker = EmbeddedBroker.start()) {
 *     Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
 *     ...
 * }
 * }</pre>
 */
public final class EmbeddedBroker implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final KafkaRaftServer server;
    private final int port;
    private final DataFolder data;

    private EmbeddedBroker(KafkaRaftServer server, int port, DataFolder data) {
        this.server = server;
        this.port = port;
        this.data = data;
    }

    /** Starts a broker on a free port, its data in a temporary folder that {@link #close()} deletes. */
    public static EmbeddedBroker start() {
        return start(0, null);
    }

    /**
     * Starts a broker and returns when it takes clients, usually within 3 seconds.
     *
     * @param port on loopback; 0 for any free one
     * @param data a folder that is kept, with what an earlier broker left there; null for a temporary one
     * @throws KafkaException where the port is taken, the folder is in use, or the broker cannot start
     */
    public static EmbeddedBroker start(int port, Path data) {
        keepTheJvmAlive();
        int listening = Port.free(port);
        DataFolder folder = DataFolder.of(data);
        folder.requireFree();
        folder.format();
        KafkaConfig config = new KafkaConfig(BrokerProperties.of(listening, Port.free(0), folder.path()), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        EmbeddedBroker broker = new EmbeddedBroker(server, listening, folder);
        try {
            server.startup();
        } catch (Throwable e) {
            LOG.debug("The broker did not start", e);
            broker.close();
            throw new KafkaException(
                    "the broker did not start on port " + listening + " with data in " + folder.path() + ": "
                            + e.getMessage(),
                    e);
        }
        return broker;
    }

    /** A broker that meets a fatal fault ends its process; this one shares it with others. */
    private static void keepTheJvmAlive() {
        Exit.setExitProcedure(EmbeddedBroker::refuseToExit);
        Exit.setHaltProcedure(EmbeddedBroker::refuseToExit);
    }

    private static void refuseToExit(int code, String message) {
        throw new IllegalStateException(
                "the embedded broker met a fatal fault (" + code + ")" + (message == null ? "" : ": " + message));
    }

    /** {@code host:port}, as in {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Where its data is. */
    public Path data() {
        return data.path();
    }

    /** Returns when it has been closed. */
    public void awaitClose() {
        server.awaitShutdown();
    }

    /** Shuts the broker down in order; all that was acknowledged is on disk. */
    @Override
    public void close() {
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            data.discard();
        }
    }
}
