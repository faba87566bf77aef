package dev.sluice.stream;

import dev.sluice.command.CommandRunner;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.PipelineTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the scoring application of a pipeline until it is stopped. */
@Command(
        name = "stream",
        header = "Score the records of a pipeline's input topic as they arrive.",
        description = {
            "Reads the input topic named in the pipeline file and writes, for every record, exactly one outcome: a score"
                    + " with its latent, or a dead letter with the reason. What becomes of incidents, which open where"
                    + " several of an entity's last records are anomalous, goes to the alerts topic.",
            "",
            "Models come from the trainer through Kafka: a new one is taken over between two records, without a"
                    + " restart. Until there is a first model nothing is read, so nothing is lost. Run as many of these"
                    + " as the input topic has partitions; they share the work.",
            "",
            "Stop it with Ctrl-C or SIGTERM: the records under way are finished first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice stream                          read sluice.yaml in this folder",
            "  sluice stream -c pumps.yaml            another pipeline file",
            "  curl http://127.0.0.1:8080/readyz      the model in use, or what it waits for",
            "  SLUICE_KAFKA_BOOTSTRAP_SERVERS=kafka:9092 sluice stream"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked",
            "1:failed; the log has the reason",
            "2:unknown option or argument",
            "3:the pipeline file, a port, the topics or the schema registry cannot be used as they are",
            "4:the Kafka cluster refuses this client",
            "6:gave up after repeated failures"
        })
public final class StreamCommand implements Callable<Integer> {

    private static final String LOG_CONFIG = "log4j2.configurationFile";

    /** System property: a file that is made once records are read. The launcher tells by it that a start was a whole one. */
    private static final String STARTED = "sluice.started";

    private static final Map<String, String> LOG_VERBOSE =
            Map.of("sluice.log.own", "DEBUG", "sluice.log.others", "INFO", "sluice.log.trace", "full");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "sluice.yaml",
            description = "The pipeline file; ${DEFAULT-VALUE} by default.")
    private Path file;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    /** The scoring application as a program of its own. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_CONFIG) == null) {
            System.setProperty(LOG_CONFIG, "classpath:dev/sluice/stream/log4j2.xml");
        }
        System.exit(CommandRunner.commandLine(new StreamCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (common.verbose()) {
            LOG_VERBOSE.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        }
        PipelineConfig config = PipelineFile.load(file, System.getenv());
        try (ScoringService service = new ScoringService(config);
                StopSignal stop = StopSignal.onStop(service::close)) {
            service.whenRunning(StreamCommand::markStarted);
            service.start();
            introduce(config, service.httpPort());
            int code = service.awaitExit();
            if (code != ExitCode.OK && !stop.requested()) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("sluice: " + service.status().state());
                err.flush();
            }
            return code;
        }
    }

    private static void markStarted() {
        String file = System.getProperty(STARTED);
        if (file != null) {
            try {
                Files.write(Path.of(file), new byte[0]);
            } catch (IOException e) {
                LoggerFactory.getLogger(StreamCommand.class).debug("cannot write {}", file, e);
            }
        }
    }

    private void introduce(PipelineConfig config, int port) {
        PipelineTopics topics = config.topics();
        String url = "http://" + config.http().host() + ":" + port;
        PrintWriter out = spec.commandLine().getOut();
        out.println("Pipeline " + config.pipeline() + " on " + config.kafka().get("bootstrap.servers"));
        out.println("  reads   " + config.input().topic() + ", " + topics.models() + ", " + topics.activations() + ", "
                + topics.silences());
        out.println("  writes  " + String.join(", ", config.outputTopics()));
        out.println("  ready   " + url + "/readyz");
        out.println("  metrics " + url + "/metrics");
        out.flush();
    }
}
