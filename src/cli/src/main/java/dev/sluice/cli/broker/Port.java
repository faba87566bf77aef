package dev.sluice.cli.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.kafka.common.KafkaException;

/** Ports on the loopback address. */
final class Port {
    private Port() {}

    /** A port that nothing listens on: the given one, or any for 0. */
    static int free(int wanted) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new KafkaException(
                    "port " + wanted + " of " + EmbeddedBroker.HOST + " cannot be used (" + e.getMessage()
                            + "): stop what listens there, or choose another with --port",
                    e);
        }
    }
}
