package dev.sluice.cli.models;

import dev.sluice.cli.option.OperatorOptions;
import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.PipelineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have in common by which an operator decides about versions: read, decide, write, tell. */
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or it was so already",
            "2:unknown option or argument",
            "3:a file cannot be used, there is no such version, or it cannot be done; nothing is written",
            "4:the Kafka cluster cannot be reached, or refuses; or another operator decided at the same moment",
            "5:scorers would refuse the artifact, and nothing is written; or the trainer decided at the same moment"
        })
abstract class ModelsChangeCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Mixin
    OperatorOptions operator;

    /** @param reason as it was given */
    abstract Change change(Models models, Control control, String reason);

    /** Looks at what it is given before the cluster is asked. */
    void prepare(PipelineConfig pipeline) throws IOException {}

    /** Whether topics that are not there are created. */
    boolean creates() {
        return false;
    }

    @Override
    public final Integer call() throws InterruptedException, IOException {
        String by = operator.by();
        String reason = operator.reason("`" + spec.qualifiedName() + "`");
        PipelineConfig pipeline = options.pipeline();
        prepare(pipeline);
        try (ModelsSession session = ModelsSession.open(pipeline, creates())) {
            Models models = session.models();
            Change change = change(models, new Control(models, by, reason, Clock.systemUTC()), reason);
            if (!change.isNone()) {
                session.write(change);
            }
            PrintWriter out = spec.commandLine().getOut();
            change.said().forEach(out::println);
            out.flush();
            return overtaken(change, session) ? ExitCode.MISMATCH : ExitCode.OK;
        } catch (UnfitModelException e) {
            complain(e.getMessage() + ". Nothing is written.");
            return ExitCode.MISMATCH;
        }
    }

    /**
     * A trainer that had decided before this was written may have written after it. Waits until what was written can be read,
     * whatever it was, so that the next command sees it.
     */
    private boolean overtaken(Change change, ModelsSession session) {
        Optional<Integer> active = session.active();
        if (change.active().isEmpty() || active.equals(change.active())) {
            return false;
        }
        complain("version " + active.map(String::valueOf).orElse("none")
                + " was made active at the same moment: look at `sluice models list`, then run it again");
        return true;
    }

    private void complain(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.commandLine().getColorScheme().errorText("sluice: " + line));
        err.flush();
    }
}
