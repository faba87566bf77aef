package dev.sluice.cli.replay;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Proves that what a pipeline put out is what its input, its models and its fences give. */
@Command(
        name = "replay",
        header = "Make a pipeline's outputs again and compare them with what was published, byte by byte.",
        description = {
            "Reads input records, takes for each the model that the fences name for its offset, and scores it with the code"
                    + " of `sluice stream`. Scores, latents and dead letters must come out as the topics have them: key,"
                    + " value, headers and timestamp. Alerts are not compared: an incident may have begun under an"
                    + " earlier model, and silences come and go. Nothing is written.",
            "",
            "What a model remembers of an entity begins afresh at every fence. So records are read from the fence before"
                    + " --from on, silently, and compared from --from on. The pipeline file must say what it said then."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice replay                                       all that was scored",
            "  sluice replay --from 120000 --to 130000 --partition 2",
            "  sluice replay --from 2026-05-01T00:00:00Z --to 2026-05-02T00:00:00Z --report replay.json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all the same",
            "2:unknown option or argument",
            "3:the pipeline file cannot be used; a topic, an artifact or the input since a fence is not there",
            "4:the Kafka cluster cannot be reached, or refuses",
            "5:something differs; the first difference is printed"
        })
public final class ReplayCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Option(
            names = "--from",
            paramLabel = "OFFSET|TIME",
            converter = BoundConverter.class,
            description = "First input record to compare, an offset or a time; default: the oldest there is.")
    Bound from;

    @Option(
            names = "--to",
            paramLabel = "OFFSET|TIME",
            converter = BoundConverter.class,
            description = "Where to stop, exclusive; default: what the scorers have committed.")
    Bound to;

    @Option(
            names = "--partition",
            paramLabel = "N",
            split = ",",
            description = "Only these partitions of the input; default: all.")
    Set<Integer> partitions = new TreeSet<>();

    @Option(names = "--report", paramLabel = "FILE", description = "Write the counts to a JSON file.")
    Path report;

    static final class BoundConverter implements ITypeConverter<Bound> {
        @Override
        public Bound convert(String text) {
            try {
                return Bound.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        ReplayReport result = new Replay(options.pipeline(), from, to, partitions).run();
        if (report != null) {
            result.write(report);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("records   " + Figures.count(result.records()) + ", models " + result.versions());
        out.println("the same  " + Figures.count(result.scores()) + " scores, " + Figures.count(result.latents())
                + " latents, " + Figures.count(result.deadLetters())
                + " dead letters");
        if (result.identical()) {
            out.println("Replay identical.");
        } else {
            out.println("differ    " + Figures.count(result.differences()) + ", the first: " + result.first());
        }
        out.flush();
        return result.identical() ? ExitCode.OK : ExitCode.MISMATCH;
    }
}
