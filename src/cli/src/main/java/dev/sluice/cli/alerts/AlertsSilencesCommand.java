package dev.sluice.cli.alerts;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.LastByKey;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists silences. */
@Command(
        name = "silences",
        header = "List the silences that operators have set, those that are over left out.",
        footer = {"", "Those of the pipeline file (alerts.silences) are not listed."})
public final class AlertsSilencesCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Option(names = "--all", description = "Those that are over, too.")
    boolean all;

    @Option(names = "--json", description = "One line of JSON a silence.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PipelineConfig pipeline = options.pipeline();
        LastByKey<Silence> said = OperatorTopic.read(pipeline, pipeline.topics().silences(), Silence.class);
        long now = Clock.systemUTC().millis();
        List<Silence> wanted =
                said.all().stream().filter(s -> all || s.getUntil() > now).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            wanted.forEach(s -> out.println(new String(ContractJson.encode(s), StandardCharsets.UTF_8)));
        } else if (wanted.isEmpty()) {
            out.println("No silence.");
        } else {
            Silences.table(wanted, now).forEach(out::println);
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        said.unreadable().forEach(record -> err.println("not readable: " + record));
        err.flush();
        return ExitCode.OK;
    }
}
