package dev.sluice.cli.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Free ports below the range that systems take for outgoing connections: a killed broker must get its own back. */
final class Ports {

    private static final int FROM = 15_000;
    private static final int TO = 30_000;

    private final Random random = new Random();

    int next() {
        while (true) {
            int port = FROM + random.nextInt(TO - FROM);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // Taken: try another.
            }
        }
    }
}
