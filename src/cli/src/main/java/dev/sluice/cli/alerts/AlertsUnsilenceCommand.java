package dev.sluice.cli.alerts;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a silence back. */
@Command(name = "unsilence", header = "Take a silence back: what is still going on is published.")
public final class AlertsUnsilenceCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Parameters(index = "0", paramLabel = "ID", description = "As `sluice alerts silences` shows it.")
    String id;

    @Override
    public Integer call() throws InterruptedException {
        PipelineConfig pipeline = options.pipeline();
        String topic = pipeline.topics().silences();
        Silence silence = OperatorTopic.read(pipeline, topic, Silence.class)
                .of(id)
                .orElseThrow(() ->
                        new ConfigException("there is no silence \"" + id + "\": `sluice alerts silences --all` lists"
                                + " them; those of the pipeline file are taken out there"));
        OperatorTopic.write(pipeline, topic, id, null);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Taken back: " + Silences.line(silence));
        out.flush();
        return ExitCode.OK;
    }
}
