package dev.sluice.cli.alerts;

import dev.sluice.cli.option.DurationConverter;
import dev.sluice.cli.option.OperatorOptions;
import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Silences incidents for a while. */
@Command(
        name = "silence",
        header = "Silence incidents of some entities or fields for a while, such as during maintenance.",
        description = {
            "A silenced incident is followed, but not published. Where it outlasts the silence, it is published then. Times"
                    + " are compared with those of the records."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice alerts silence --entity 'pump-*' --for 2h --reason 'filters are changed'",
            "  sluice alerts silence --field 'flow_*' --from 2026-05-02T02:00:00Z --until 2026-05-02T04:00:00Z"
        })
public final class AlertsSilenceCommand implements Callable<Integer> {

    private static final int LONGEST_GLOB = 500;
    private static final int ID = 8;

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Mixin
    OperatorOptions operator;

    @Option(
            names = "--entity",
            paramLabel = "GLOB",
            description = "Which entities, with * for any characters and ? for one; default: any.")
    String entity;

    @Option(
            names = "--field",
            paramLabel = "GLOB",
            description = "Only incidents whose named fields are all such; default: any.")
    String field;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long, from --from on: 30m, 2h, 7d.")
    Duration duration;

    @Option(names = "--from", paramLabel = "ISO", description = "Since when; default: now.")
    Instant from;

    @Option(names = "--until", paramLabel = "ISO", description = "Until when, in place of --for.")
    Instant until;

    @Override
    public Integer call() throws InterruptedException {
        PipelineConfig pipeline = options.pipeline();
        Silence silence = silence(Clock.systemUTC().instant());
        OperatorTopic.provision(pipeline);
        OperatorTopic.write(pipeline, pipeline.topics().silences(), silence.getId(), ContractJson.encode(silence));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Silence " + Silences.line(silence));
        out.println("Running scorers honour it within seconds. `sluice alerts unsilence " + silence.getId()
                + "` takes it back.");
        out.flush();
        return ExitCode.OK;
    }

    Silence silence(Instant now) {
        if ((duration == null) == (until == null)) {
            throw new ConfigException("expected either --for, as in --for 2h, or --until");
        }
        Instant begin = from == null ? now : from;
        Instant end = until == null ? begin.plus(duration) : until;
        if (!end.isAfter(begin)) {
            throw new ConfigException("--until: " + end + " is not after " + begin + ", when the silence begins");
        }
        requireGlob("--entity", entity);
        requireGlob("--field", field);
        return new Silence(
                UUID.randomUUID().toString().substring(0, ID),
                entity,
                field,
                begin.toEpochMilli(),
                end.toEpochMilli(),
                operator.reason(""),
                operator.by(),
                now.toEpochMilli());
    }

    private static void requireGlob(String option, String glob) {
        if (glob != null && (glob.isEmpty() || glob.length() > LONGEST_GLOB)) {
            throw new ConfigException(
                    option + ": expected a name of at most " + LONGEST_GLOB + " characters, with * and ?, got \""
                            + (glob.isEmpty() ? "" : glob.substring(0, LONGEST_GLOB) + "...") + "\"");
        }
    }
}
