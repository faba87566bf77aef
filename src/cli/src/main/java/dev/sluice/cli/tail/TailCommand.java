package dev.sluice.cli.tail;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.cli.option.TerminalOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.wire.Wire;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows what a pipeline puts out, as it comes. */
@Command(
        name = "tail",
        header = "Show scores, latents, alerts, dead letters or drift as they come.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice tail alerts",
            "  sluice tail scores --entity pump-7 --from-beginning --limit 20",
            "  sluice tail dead-letters --no-follow --json",
            "",
            "A score of 1.0 is the alert threshold, whatever the model; anomalies are marked with !."
        })
public final class TailCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Mixin
    TerminalOptions terminal;

    @Parameters(
            index = "0",
            paramLabel = "TOPIC",
            converter = TopicConverter.class,
            description = "One of: ${COMPLETION-CANDIDATES}.")
    TailTopic topic;

    @Option(names = "--from-beginning", description = "Begin with the oldest record, not with the next that comes.")
    boolean fromBeginning;

    @Option(
            names = "--follow",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait for more at the end (default), or show what is there and end.")
    boolean follow;

    @Option(names = "--limit", defaultValue = "-1", description = "End after that many records; default: none.")
    long limit;

    @Option(names = "--entity", description = "Only records about this entity.")
    String entity;

    @Option(names = "--json", description = "One line of JSON a record.")
    boolean json;

    private long shown;

    /** Topics by the names they have on the command line. */
    static final class TopicConverter implements ITypeConverter<TailTopic> {
        @Override
        public TailTopic convert(String name) {
            return Arrays.stream(TailTopic.values())
                    .filter(t -> t.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + Arrays.toString(TailTopic.values()) + ", got \"" + name + "\""));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PipelineConfig pipeline = options.pipeline();
        String name = topic.of(pipeline.topics());
        requireTopic(pipeline, name);
        try (Wire wire = new Wire(pipeline);
                TopicTail tail = new TopicTail(pipeline.kafka(), name);
                StopSignal stop = StopSignal.onStop(tail::wakeup)) {
            RecordLines lines = topic.lines(wire.outputs());
            if (limit != 0) {
                // Without following, only what is there can be meant.
                tail.read(fromBeginning || !follow, follow, record -> show(record, lines) && !stop.requested());
            }
        }
        return ExitCode.OK;
    }

    private static void requireTopic(PipelineConfig pipeline, String name) throws InterruptedException {
        try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
            if (cluster.partitions(name).isEmpty()) {
                throw new UnknownTopicOrPartitionException("topic " + name + " does not exist at " + cluster.address()
                        + ": `sluice stream` creates it when it starts, `sluice trainer` that of drift");
            }
        }
    }

    /** Whether to go on: the limit is not reached, and somebody still reads. */
    private boolean show(ConsumerRecord<byte[], byte[]> record, RecordLines lines) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Line line = lines.line(record);
            if (entity == null || entity.equals(line.entity())) {
                out.println(json ? line.json() : line.alarming() ? terminal.alarm(line.text()) : line.text());
                shown++;
            }
        } catch (BadRecordException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(record.topic() + "-" + record.partition() + "@" + record.offset() + " is not readable: "
                    + e.getMessage());
            err.flush();
        }
        return shown != limit && !out.checkError();
    }
}
