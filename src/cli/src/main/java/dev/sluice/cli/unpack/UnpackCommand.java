package dev.sluice.cli.unpack;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.cli.option.TerminalOptions;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.packed.Original;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Turns packed messages into the records that they were made of. */
@Command(
        name = "unpack",
        header = "Turn a packed topic back into records, in the format they came in.",
        description = {
            "Each record comes back with its key, timestamp and headers, and with its numbers within the bounds that"
                    + " compression.bound and compression.fields set when it was packed. An entity's records come in their"
                    + " order; those of different entities come block by block.",
            "",
            "Reads what the packed topic holds when it is started, and the models that packed it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice unpack --to records.jsonl",
            "  sluice unpack --to records.csv.gz",
            "  sluice unpack --topic pumps.packed --to-topic telemetry-restored"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is unpacked",
            "2:unknown option or argument",
            "3:the pipeline file cannot be used; the packed topic, or a model that a message names, is not there",
            "4:the Kafka cluster cannot be reached, or refuses"
        })
public final class UnpackCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Mixin
    TerminalOptions terminal;

    @Option(
            names = {"-t", "--topic"},
            description = "Packed topic; default: that of the pipeline file. Its pipeline is told by its name.")
    String topic;

    @ArgGroup(multiplicity = "1")
    Target target;

    static final class Target {
        @Option(
                names = "--to",
                paramLabel = "FILE",
                description =
                        "A file, one record a line: JSON, or CSV with a header; Avro as JSON. Gzip where it ends in .gz.")
        Path file;

        @Option(
                names = "--to-topic",
                paramLabel = "TOPIC",
                description = "A topic, each record in the partition it came from. Created where absent.")
        String topic;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PipelineConfig config = options.pipeline();
        PackedTopic packed = PackedTopic.of(config, topic);
        requireOther(config, packed);
        try (Cluster cluster = Cluster.connect(config.kafka());
                packed) {
            packed.requireThere();
            try (Wire wire = new Wire(config);
                    UnpackedSink sink = sink(config, wire, cluster, packed)) {
                unpack(packed, sink);
            }
        }
        return ExitCode.OK;
    }

    private void requireOther(PipelineConfig config, PackedTopic packed) {
        if (target.topic != null
                && (target.topic.equals(config.input().topic()) || target.topic.equals(packed.name()))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to-topic: " + target.topic + " is what the pipeline reads or writes; name another topic");
        }
    }

    private UnpackedSink sink(PipelineConfig config, Wire wire, Cluster cluster, PackedTopic packed)
            throws IOException, InterruptedException {
        if (target.file != null) {
            return new UnpackedFile(target.file, config.input(), wire);
        }
        int partitions = packed.partitions().size();
        if (cluster.createIfAbsent(target.topic, partitions)) {
            spec.commandLine().getErr().println("created topic " + target.topic + ", partitions: " + partitions);
        }
        return new UnpackedTopic(config.kafka(), target.topic);
    }

    private void unpack(PackedTopic packed, UnpackedSink sink) throws IOException {
        long[] counts = new long[3]; // messages, records, bytes
        try (Progress progress = terminal.progress("unpack", "offsets", packed.length())) {
            packed.read(message -> {
                for (Original record : message.records()) {
                    sink.write(message.partition(), record);
                    counts[1]++;
                }
                counts[0]++;
                counts[2] += message.bytes();
                progress.at(packed.done());
            });
            sink.flush();
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%s records unpacked to %s, from %s messages of %s bytes: %.1f bytes a record%n",
                        Figures.count(counts[1]),
                        sink.name(),
                        Figures.count(counts[0]),
                        Figures.count(counts[2]),
                        (double) counts[2] / Math.max(1, counts[1]));
        spec.commandLine().getOut().flush();
    }
}
