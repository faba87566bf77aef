package dev.sluice.cli.models;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Provenance;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.TopicReader;
import dev.sluice.trainer.receipt.Reproducer;
import dev.sluice.trainer.receipt.Reproduction;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes models again from what their artifacts say they were made from, and compares. */
@Command(
        name = "verify",
        header = "Train a model again from the offsets and settings in its artifact, and compare the two.",
        description = {
            "The same offsets, the same rows left out, the same configuration, seed and parent give the same model to the"
                    + " bit on the same kind of machine. The digest is of all that the artifact holds but for times, machine"
                    + " and version of Sluice, and the configuration's text. Nothing is published. It takes as long as the"
                    + " training did."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:identical",
            "2:unknown option or argument",
            "3:the pipeline file cannot be used, or there is no such version",
            "4:the Kafka cluster cannot be reached, or refuses",
            "5:it differs, or cannot be made again; what may explain it is printed"
        })
public final class ModelsVerifyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Parameters(index = "0", arity = "0..1", paramLabel = "VERSION", description = "Default: the active one.")
    Integer version;

    @Option(names = "--all", description = "Every version whose artifact is there, the oldest first.")
    boolean all;

    @Override
    public Integer call() throws InterruptedException {
        PipelineConfig pipeline = options.pipeline();
        Models models = Models.read(pipeline);
        List<Integer> wanted = all
                ? models.versions().stream()
                        .filter(v -> models.bytes(v).isPresent())
                        .toList()
                : List.of(models.require(version));
        VerifyTable table = new VerifyTable();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(pipeline.kafka())) {
            Reproducer reproducer = new Reproducer(pipeline, consumer, Clock.systemUTC());
            for (int v : wanted) {
                verify(models, v, reproducer, table);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        out.flush();
        return table.identical() ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private static void verify(Models models, int version, Reproducer reproducer, VerifyTable table) {
        LoadedModel original;
        try {
            original = models.load(version);
        } catch (ArtifactException e) {
            table.refused(version, e.getMessage());
            return;
        }
        Reproduction made = reproducer.reproduce(
                original, parent(models, original.artifact().getProvenance()));
        table.add(made, models.isImported(version));
    }

    private static Optional<LoadedModel> parent(Models models, Provenance from) {
        Integer parent = from.getParentVersion();
        if (parent == null || models.bytes(parent).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(models.load(parent));
        } catch (ArtifactException e) {
            return Optional.empty(); // As good as gone: no trainer would begin with it.
        }
    }
}
