package dev.sluice.cli.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes TCP connections on to a port, and can be cut: what is sent then goes nowhere until it is healed, and neither side
 * is told, as on a network that lost a cable.
 */
final class CutProxy implements Closeable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private boolean cut;

    /**
     * @param port to listen on, on loopback
     * @param target port to pass on to
     */
    CutProxy(int port, int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start("proxy-accept", this::accept);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start("proxy-open", () -> connect(client));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void connect(Socket client) {
        Socket broker = new Socket();
        try {
            passable();
            broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
            open.add(broker);
            start("proxy-down", () -> pump(broker, client));
            pump(client, broker);
        } catch (IOException e) {
            drop(client, broker);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 15];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passable();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side is gone: the other is told below.
        } finally {
            drop(from, to);
        }
    }

    private void passable() {
        lock.lock();
        try {
            while (cut) {
                healed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void drop(Socket... sockets) {
        for (Socket socket : sockets) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }

    void cut() {
        set(true);
    }

    /** What was sent meanwhile arrives now. */
    void heal() {
        set(false);
    }

    private void set(boolean value) {
        lock.lock();
        try {
            cut = value;
            healed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        heal();
        drop(open.toArray(new Socket[0]));
    }
}
