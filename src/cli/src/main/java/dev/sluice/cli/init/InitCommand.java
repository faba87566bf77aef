package dev.sluice.cli.init;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.cluster.TopicSample;
import dev.sluice.cli.option.ConnectionOptions;
import dev.sluice.cli.option.RegistryOptions;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.Untrusted;
import dev.sluice.wire.Wire;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at a topic and writes a pipeline file for it. */
@Command(
        name = "init",
        header = "Look at a topic, and write a commented pipeline file for it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice init --topic telemetry",
            "  sluice init --topic telemetry --pipeline pumps --out pumps.yaml --bootstrap-server kafka:9092",
            "  sluice init --topic telemetry --registry http://localhost:8081    records in Avro"
        })
public final class InitCommand implements Callable<Integer> {

    private static final int SAMPLE = 1_000;
    private static final int OTHERS_SHOWN = 8;

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    ConnectionOptions connection;

    @Mixin
    RegistryOptions registry;

    @Option(
            names = {"-t", "--topic"},
            required = true,
            description = "Topic to look at.")
    String topic;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            defaultValue = "sluice.yaml",
            description = "File to write; default: ${DEFAULT-VALUE}.")
    Path file;

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Name of the pipeline; default: the topic's.")
    String name;

    @Option(
            names = "--ignore",
            paramLabel = "FIELD",
            description = "Field that is no feature, such as a label; may be repeated. The others are then listed.")
    List<String> ignore = new ArrayList<>();

    @Option(names = "--force", description = "Replace a file that is there.")
    boolean force;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(file) && !force) {
            throw new ConfigException(file + " exists: name another file with --out, or replace it with --force");
        }
        Map<String, String> kafka = connection.kafka();
        List<ConsumerRecord<byte[], byte[]>> sample = sample(kafka);
        List<byte[]> values = sample.stream().map(ConsumerRecord::value).toList();
        String registryUrl = "";
        Survey survey;
        if (FormatGuess.isAvro(values)) {
            PipelineConfig avro = registry.avro(topic, connection.pipeline());
            registryUrl = avro.wire().registry().url();
            InputConfig input = InputConfig.json(topic).withFormat(Format.AVRO);
            survey = Survey.of(input, new Wire(avro.withInput(input)).fieldReader(), sample);
        } else {
            InputConfig input = FormatGuess.of(topic, values);
            survey = Survey.of(input, input.fieldReader(), sample);
        }
        String text = PipelineTemplate.text(
                name == null ? topic : name,
                kafka.getOrDefault("bootstrap.servers", "localhost:9092"),
                registryUrl,
                survey,
                survey.ignored(ignore));
        // What is wrong with it, such as the pipeline's name, is better said now.
        PipelineFile.parse(text, file.toString(), Map.of());
        Files.writeString(file, text);
        print(survey);
        return ExitCode.OK;
    }

    private List<ConsumerRecord<byte[], byte[]>> sample(Map<String, String> kafka) throws InterruptedException {
        try (Cluster cluster = Cluster.connect(kafka)) {
            if (cluster.partitions(topic).isEmpty()) {
                throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist at " + cluster.address()
                        + ": check its name, or send records with `sluice produce FILE --topic " + topic + "`");
            }
        }
        List<ConsumerRecord<byte[], byte[]>> sample = TopicSample.read(kafka, topic, SAMPLE).stream()
                .filter(r -> r.value() != null)
                .toList();
        if (sample.isEmpty()) {
            throw new ConfigException("topic " + topic + " holds no records to look at: send some, such as with "
                    + "`sluice produce FILE --topic " + topic + "`");
        }
        return sample;
    }

    private void print(Survey survey) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Looked at the latest " + Figures.count(survey.records() + survey.bad()) + " records of " + topic
                + ": " + survey.input().format().name().toLowerCase(Locale.ROOT) + ", "
                + survey.features().size() + " features"
                + (survey.bad() == 0 ? "" : ", " + survey.bad() + " records not readable"));
        survey.firstBad().ifPresent(reason -> out.println("First that is not readable: " + reason));
        out.println();
        TextTable table = new TextTable("field", "range");
        survey.features()
                .forEach((feature, range) -> table.row(
                        Untrusted.brief(feature.field()), PipelineTemplate.range(feature, range, survey.records())));
        table.lines().forEach(line -> out.println("  " + line));
        if (!survey.others().isEmpty()) {
            out.println();
            out.println("Left out (text, counters, clocks): " + others(survey.others()));
        }
        out.println();
        out.println(keys(survey));
        if (survey.input().format() == Format.CSV) {
            out.println("CSV records do not name their columns: give them names under input.columns in " + file);
        }
        out.println();
        out.println("Wrote " + file + ". Next:");
        String config = file.toString().equals("sluice.yaml") ? "" : " --config " + file;
        out.println("  sluice doctor" + config + "     check it against the cluster");
        out.println("  sluice trainer" + config + "    make the first model, and keep it fresh");
        out.println("  sluice stream" + config + "     score every record");
        out.flush();
    }

    private static String others(List<String> fields) {
        List<String> shown =
                fields.stream().limit(OTHERS_SHOWN).map(Untrusted::brief).toList();
        return String.join(", ", shown)
                + (fields.size() > OTHERS_SHOWN ? ", and " + (fields.size() - OTHERS_SHOWN) + " more" : "");
    }

    private static String keys(Survey survey) {
        int all = survey.records() + survey.bad();
        if (survey.keyed() == 0) {
            return "The records have no key: all count as one entity, unless input.entity names a field.";
        }
        return survey.keyed() + " of " + all + " records have a key, " + survey.keys()
                + " distinct: the key is the entity.";
    }
}
