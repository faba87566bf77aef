package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.command.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class ProduceIT {

    @TempDir
    Path folder;

    private CommandRun produce(EmbeddedBroker broker, String text, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("f.csv"), text);
        String[] arguments = new String[options.length + 4];
        arguments[0] = "produce";
        arguments[1] = file.toString();
        arguments[2] = "--bootstrap-server";
        arguments[3] = broker.bootstrapServers();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return CommandRun.sluice(arguments);
    }

    @Test
    void sendsEveryRowToATopicThatItCreates(EmbeddedBroker broker) throws Exception {
        CommandRun run = produce(
                broker,
                "device,x,label\na,1,0\nb,,1\n",
                "--topic=rows",
                "--key=device",
                "--ignore=label",
                "--partitions=3",
                "--start-time=2026-01-01T00:00:00Z",
                "--interval=PT1M");
        assertThat(run.err()).isEqualToIgnoringNewLines("created topic rows, partitions: 3");
        assertThat(run.out()).startsWith("2 records sent to rows in ").contains(" records/s)");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        TopicContent content = new TopicContent(broker, "rows");
        assertThat(content.values()).containsExactlyInAnyOrder("{\"device\":\"a\",\"x\":1}", "{\"device\":\"b\"}");
        assertThat(content.records())
                .extracting(r -> new String(r.key(), StandardCharsets.UTF_8), ConsumerRecord::timestamp)
                .containsExactlyInAnyOrder(tuple("a", 1_767_225_600_000L), tuple("b", 1_767_225_660_000L));
        try (Cluster cluster = Cluster.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(cluster.partitions("rows")).hasValue(3);
        }
    }

    @Test
    void sendsToTheInputTopicOfAPipelineFileAndEndsAtTheLimit(EmbeddedBroker broker) throws Exception {
        Path config = Files.writeString(
                folder.resolve("p.yaml"),
                "pipeline: limited\ninput: {topic: limited-input}\nkafka: {bootstrap.servers: "
                        + broker.bootstrapServers() + "}\n");
        Path file = Files.writeString(folder.resolve("f.jsonl"), "{\"x\":1}\nbroken\n{\"x\":3}\n");
        CommandRun run = CommandRun.sluice(
                "produce", file.toString(), "--config", config.toString(), "--limit", "2", "--rate", "1000");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(new TopicContent(broker, "limited-input").values()).containsExactly("{\"x\":1}", "broken");
    }

    @Test
    void aRecordThatTheBrokerRefusesIsNamedWithItsLine(EmbeddedBroker broker) throws Exception {
        String huge = "x\n1\n\"" + "y".repeat(1 << 21) + "\"\n3\n";
        CommandRun run = produce(broker, huge, "--topic=refused");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKER);
        assertThat(run.err())
                .contains("the record of line 3 could not be sent to refused")
                .contains("2097");
    }

    @Test
    void aRaggedRowIsNamedWithItsLine(EmbeddedBroker broker) throws Exception {
        CommandRun run = produce(broker, "a,b\n1,2\n3\n", "--topic=ragged");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.err()).contains("line 3: expected 2 cells");
    }

    @Test
    void optionsThatMakeNoSenseAreUsageErrors(EmbeddedBroker broker) throws Exception {
        assertThat(produce(broker, "a\n1\n").err()).contains("Name --topic TOPIC, or --config FILE");
        assertThat(produce(broker, "a\n1\n", "--topic=t", "--interval=PT1S").err())
                .contains("--interval needs --start-time");
        assertThat(produce(broker, "a\n1\n", "--topic=t", "--rate=-1").err()).contains("got -1.0");
        CommandRun lines = produce(broker, "a\n1\n", "--topic=t", "--format=lines", "--ignore=a");
        assertThat(lines.err()).contains("--ignore needs a table");
        assertThat(lines.exitCode()).isEqualTo(ExitCode.USAGE);
        CommandRun column = produce(broker, "a\n1\n", "--topic=t", "--ignore=z");
        assertThat(column.err()).contains("has no column \"z\"; its columns are [a]");
        assertThat(column.exitCode()).isEqualTo(ExitCode.CONFIG);
    }
}
