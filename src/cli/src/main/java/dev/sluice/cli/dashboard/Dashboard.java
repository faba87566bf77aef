package dev.sluice.cli.dashboard;

import dev.sluice.pipeline.PipelineConfig;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** One web page about a pipeline, fed by its output topics: it shows the whole fleet, wherever that runs. */
public final class Dashboard implements AutoCloseable {

    private final View view;
    private final PageServer server;
    private final TopicFeed feed;
    private final Thread feeding;

    /**
     * Serves from now on.
     *
     * @param history how far back to read, and how much the charts show
     * @param host to listen on
     * @param port to listen on; 0 for any free one
     * @param names that this server may be asked for by, beside addresses and localhost
     * @throws dev.sluice.pipeline.ConfigException where it cannot listen there
     */
    public Dashboard(PipelineConfig config, Duration history, String host, int port, Set<String> names) {
        Clock clock = Clock.systemUTC();
        view = new View(config, history.toMillis(), clock.millis());
        server = new PageServer(view, host, port, new HostCheck(names));
        try {
            feed = new TopicFeed(config, view, history, clock);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        feeding = new Thread(feed, "sluice-dashboard-feed");
        feeding.setDaemon(true);
        feeding.start();
    }

    /** Where the page is. */
    public String url() {
        InetSocketAddress at = server.address();
        String host = at.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : at.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort() + "/";
    }

    /** Bytes that the scores and latents it keeps take. */
    long bytes() {
        synchronized (view) {
            return view.fleet.bytes() + view.scatter.bytes();
        }
    }

    @Override
    public void close() {
        server.close();
        feed.close();
        try {
            feeding.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
