package dev.sluice.trainer;

import dev.sluice.command.CommandRunner;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the trainer of a pipeline until it is stopped, or once. */
@Command(
        name = "trainer",
        header = "Train the models of a pipeline, now and on its schedule.",
        description = {
            "Reads the last stretch of the input topic (training.history) with the decoder that the scorer uses, trains"
                    + " an autoencoder on it, calibrates its scores on the latest quarter, which it was not fitted on,"
                    + " and publishes the model. Running scorers take it over between two records.",
            "",
            "The first model is made as soon as there are training.min-records records, the next after an eighth of"
                    + " training.every, then ever more slowly, up to training.every. A restart goes on with that"
                    + " schedule. What cannot be done now (no topic, no broker, too few records) is said once and tried"
                    + " again.",
            "",
            "Between trainings it compares the newest records with the history that the active model was made from, and"
                    + " writes what it finds to the topic <pipeline>.drift. With training.on-drift: true, drift makes the"
                    + " next training come at once; so do, always, records with other fields.",
            "",
            "Run one trainer per pipeline; a second one takes over from the first, which then stands by until the other"
                    + " decides nothing for three times as long as it should. Stop it with Ctrl-C or SIGTERM, at any time:"
                    + " a model is published as a whole or not at all."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice trainer                         read sluice.yaml in this folder",
            "  sluice trainer -c pumps.yaml           another pipeline file",
            "  sluice trainer --once                  one model from the history there is, then exit",
            "  sluice models list                     what came of it"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked; with --once: a model was promoted",
            "1:with --once: too few records, or the model was rejected",
            "2:unknown option or argument",
            "3:the pipeline file cannot be used, or no record has a numeric field",
            "4:the Kafka cluster refuses this client; with --once: or cannot be reached"
        })
public final class TrainerCommand implements Callable<Integer> {

    private static final String LOG_CONFIG = "log4j2.configurationFile";
    private static final Map<String, String> LOG_VERBOSE =
            Map.of("sluice.log.own", "DEBUG", "sluice.log.others", "INFO", "sluice.log.trace", "full");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "sluice.yaml",
            description = "The pipeline file; ${DEFAULT-VALUE} by default.")
    private Path file;

    @Option(names = "--once", description = "Train once, now, and exit.")
    private boolean once;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    /** The trainer as a program of its own. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_CONFIG) == null) {
            System.setProperty(LOG_CONFIG, "classpath:dev/sluice/trainer/log4j2.xml");
        }
        System.exit(CommandRunner.commandLine(new TrainerCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (common.verbose()) {
            LOG_VERBOSE.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        }
        PipelineConfig config = PipelineFile.load(file, System.getenv());
        return once ? trainOnce(config) : serve(config);
    }

    private int trainOnce(PipelineConfig config) throws InterruptedException {
        AtomicReference<String> why = new AtomicReference<>("nothing to train on");
        TrainingListener reason = new TrainingListener() {
            @Override
            public void waiting(String said) {
                why.set(said);
            }
        };
        try (TrainerService service = new TrainerService(config, Clock.systemUTC(), reason)) {
            Optional<Activation> decision = service.trainOnce();
            if (decision.isEmpty()) {
                say(spec.commandLine().getErr(), "sluice: no model: " + why.get());
                return ExitCode.FAILED;
            }
            Activation a = decision.get();
            if (a.getDecision() != Decision.PROMOTED) {
                say(
                        spec.commandLine().getErr(),
                        "sluice: version " + a.getVersion() + " was rejected: " + a.getReason());
                return ExitCode.FAILED;
            }
            say(spec.commandLine().getOut(), "Version " + a.getVersion() + " is active: " + a.getReason());
            return ExitCode.OK;
        }
    }

    private int serve(PipelineConfig config) {
        try (TrainerStatus status = new TrainerStatus(config);
                TrainerService service = new TrainerService(config, Clock.systemUTC(), status);
                StopSignal stop = StopSignal.onStop(service::close)) {
            say(
                    spec.commandLine().getOut(),
                    "Pipeline " + config.pipeline() + " on " + config.kafka().get("bootstrap.servers")
                            + ": trains on topic " + config.input().topic() + ", publishes to "
                            + config.topics().models()
                            + status.port()
                                    .map(port -> ", says how it is doing at http://"
                                            + config.http().host() + ":" + port + "/metrics")
                                    .orElse(""));
            service.run();
            if (service.refusal().isPresent()) {
                say(spec.commandLine().getErr(), "sluice: " + service.refusal().get());
                return ExitCode.BROKER;
            }
            return stop.requested() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static void say(PrintWriter to, String line) {
        to.println(line);
        to.flush();
    }
}
