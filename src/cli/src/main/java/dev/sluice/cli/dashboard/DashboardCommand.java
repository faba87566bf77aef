package dev.sluice.cli.dashboard;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import dev.sluice.pipeline.PipelineConfig;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a web page about a pipeline. */
@Command(
        name = "dashboard",
        header = "See throughput, scores, latents, incidents and models live, in a browser.",
        description = {
            "Reads the pipeline's output topics, committed records only and without a consumer group, and serves one web"
                    + " page about them. So it shows the whole fleet, wherever trainer and scorers run, and changes"
                    + " nothing. The page loads nothing from anywhere else."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice dashboard                      on http://127.0.0.1:8090/",
            "  sluice dashboard --port 0             on any free port",
            "  sluice dashboard --history 2h         charts go back two hours",
            "",
            "There is no password: on another address than loopback, put a proxy in front that asks for one."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked",
            "2:unknown option",
            "3:the pipeline file, or the address to listen on, cannot be used",
            "4:the Kafka cluster cannot be reached, or refuses"
        })
public final class DashboardCommand implements Callable<Integer> {

    private static final int MOST_MINUTES = 7 * 24 * 60;

    @Mixin
    PipelineOptions pipeline;

    @Option(
            names = "--bind",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = {
                "Address to listen on (default: ${DEFAULT-VALUE}). Whoever reaches it sees names and values of your records."
            })
    String bind;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "A name that browsers may ask for this server by, beside its address and localhost; repeatable."
                            + " Requests by any other name are turned down.")
    Set<String> hosts = Set.of();

    @Option(
            names = "--history",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "How far back to read, and how much the charts show at least: 30m, 2h, PT1H"
                    + " (default: ${DEFAULT-VALUE}).")
    String history;

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PipelineConfig config = pipeline.pipeline();
        Duration back = duration(history);
        limitConnections();
        // A wrong address is told at once, and not by a page that stays empty.
        Cluster.connect(config.kafka()).close();
        PrintWriter out = spec.commandLine().getOut();
        try (StopSignal stop = StopSignal.onStop(() -> {});
                Dashboard dashboard = new Dashboard(config, back, bind, port, hosts)) {
            out.println("dashboard of pipeline " + config.pipeline() + ": " + dashboard.url());
            if (!isLoopback(bind)) {
                out.println("anybody who reaches " + bind + " sees it; there is no password");
            }
            out.flush();
            stop.await();
        }
        return ExitCode.OK;
    }

    /** The JDK's server waits for ever for who begins a request and does not end it, unless it is told otherwise. */
    private static void limitConnections() {
        Map.of("sun.net.httpserver.maxReqTime", "20", "jdk.httpserver.maxConnections", "200")
                .forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Duration duration(String text) {
        try {
            Duration parsed = Duration.parse(text.matches("\\d{1,6}[smhSMH]") ? "PT" + text : text);
            if (parsed.toSeconds() >= 60 && parsed.toMinutes() <= MOST_MINUTES) {
                return parsed;
            }
        } catch (java.time.format.DateTimeParseException e) {
            // The message below says what is expected.
        }
        throw new ParameterException(
                spec.commandLine(), "--history: expected a time of 1m to 7d, such as 30m or 2h, got \"" + text + "\"");
    }
}
