package dev.sluice.cli.produce;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.option.ConnectionOptions;
import dev.sluice.cli.option.RegistryOptions;
import dev.sluice.cli.option.TerminalOptions;
import dev.sluice.cli.table.CsvRows;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.SubjectStrategy;
import dev.sluice.registry.SchemaRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the rows of a CSV file, the lines of any file, or pictures, to a topic or a file at a given rate. */
@Command(
        name = "produce",
        header = "Send a file's records to a topic, at a given rate.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice produce telemetry.csv.gz --topic telemetry",
            "  sluice produce telemetry.csv --topic telemetry --rate 500 --key device --ignore label",
            "  sluice produce history.csv --topic telemetry --start-time 2026-01-01T00:00:00Z --interval PT1M",
            "  sluice produce telemetry.csv --topic telemetry --format avro --registry http://localhost:8081",
            "  sluice produce events.jsonl --topic events",
            "  sluice produce --images train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz -t digits",
            "  sluice produce telemetry.csv.gz --out telemetry.jsonl.gz    to a file in place of a topic"
        })
public final class ProduceCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    ConnectionOptions connection;

    @Mixin
    RegistryOptions registry;

    @Mixin
    TerminalOptions terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "CSV with or without a header, or JSON lines (.jsonl, .ndjson, .json); may be gzip.")
    Path file;

    @Option(
            names = "--images",
            paramLabel = "FILE",
            description = "In place of FILE: pictures in the idx format of MNIST, sent as {\"pixels\": […]}.")
    Path images;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "With --images: their labels in the idx format, added as \"label\".")
    Path labels;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the records to a file in place of a topic, one a line; gzip where it ends in .gz.")
    Path out;

    @Option(
            names = {"-t", "--topic"},
            description = "Where to; default: input.topic of the pipeline file. Created where absent.")
    String topic;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Records a second; 0, the default: as fast as possible.")
    double rate;

    @Option(
            names = "--format",
            description = "json: each row as a JSON object, missing cells left out (default for CSV). csv: each row as "
                    + "CSV, without the header. avro: each row in Avro, with a schema made from the file and registered."
                    + " lines: each line as it is (default for JSON lines).")
    RecordFormat format;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "Between the cells of the file; default: found out.")
    Character separator;

    @Option(names = "--key", paramLabel = "COLUMN", description = "Column, or top-level JSON field, that is the key.")
    String key;

    @Option(
            names = "--timestamp-column",
            paramLabel = "COLUMN",
            description = "Column, or top-level JSON field, that holds the record's time.")
    String timestampColumn;

    @Option(
            names = "--start-time",
            paramLabel = "ISO",
            description = "Time of the first record, such as 2026-01-01T00:00:00Z; default: the time of sending.")
    Instant startTime;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            description = "Time from one record to the next, with --start-time; default: PT1S.")
    Duration interval;

    @Option(names = "--ignore", paramLabel = "COLUMN", description = "Column to leave out; may be repeated.")
    List<String> ignore = new ArrayList<>();

    @Option(
            names = "--partitions",
            defaultValue = "1",
            description = "Partitions of the topic where it has to be created; default: 1.")
    int partitions;

    @Option(names = "--limit", defaultValue = "-1", description = "Send that many records at most; default: all.")
    long limit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireSense();
        if (out != null) {
            try (RecordSource source = source();
                    RecordSink sink = new LineFile(out)) {
                send(source, sink, out.toString());
            }
            return ExitCode.OK;
        }
        String target = target();
        try (RecordSource source = source();
                Cluster cluster = Cluster.connect(connection.kafka())) {
            if (cluster.createIfAbsent(target, partitions)) {
                spec.commandLine().getErr().println("created topic " + target + ", partitions: " + partitions);
            }
            try (RecordSink sink = new TopicWriter(cluster.kafka(), target)) {
                send(source, sink, target);
            }
        }
        return ExitCode.OK;
    }

    private void requireSense() {
        require(file != null || images != null, "what to send? Name FILE, or --images");
        require(file == null || images == null, "FILE and --images exclude each other");
        require(labels == null || images != null, "--labels needs --images");
        require(
                images == null || (key == null && timestampColumn == null && ignore.isEmpty() && format == null),
                "--key, --timestamp-column, --ignore and --format are not for --images");
        require(out == null || topic == null, "--out and --topic exclude each other");
        require(
                format != RecordFormat.AVRO || out == null,
                "--format avro is for topics: the schema of a record is in the registry");
        require(startTime == null || timestampColumn == null, "--start-time and --timestamp-column exclude each other");
        require(interval == null || startTime != null, "--interval needs --start-time");
        require(rate >= 0 && rate <= 1e9, "--rate: expected records a second from 0 to 1e9, got " + rate);
        require(partitions >= 1, "--partitions: expected at least 1, got " + partitions);
        require(
                ignore.isEmpty() || images != null || formatOrDefault() != RecordFormat.LINES,
                "--ignore needs a table: lines are sent as they are");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private String target() {
        if (topic != null) {
            return topic;
        }
        return connection
                .pipeline()
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "where to? Name --topic TOPIC, or --config FILE"))
                .input()
                .topic();
    }

    private RecordFormat formatOrDefault() {
        return format == null ? RecordFormat.of(file) : format;
    }

    private RecordSource source() throws IOException {
        RecordTimes times =
                new RecordTimes(timestampColumn, startTime, interval == null ? Duration.ofSeconds(1) : interval);
        if (images != null) {
            return IdxSource.open(images, labels, times);
        }
        if (formatOrDefault() == RecordFormat.LINES) {
            return new LineSource(file, key, times);
        }
        AvroRowEncoder avro = formatOrDefault() == RecordFormat.AVRO ? avro() : null;
        CsvRows rows = CsvRows.open(file, separator);
        try {
            ignore.forEach(column -> CsvSource.indexOf(file, rows.columns(), "--ignore", column));
            RowEncoder text = formatOrDefault() == RecordFormat.CSV
                    ? new CsvRowEncoder(rows.columns(), Set.copyOf(ignore), rows.separator())
                    : new JsonRowEncoder(rows.columns(), Set.copyOf(ignore));
            return new CsvSource(file, rows, avro == null ? text : avro, key, times);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private AvroRowEncoder avro() throws IOException {
        AvroRowEncoder encoder = AvroRowEncoder.of(file, separator, Set.copyOf(ignore));
        PipelineConfig pipeline = registry.avro(target(), connection.pipeline());
        SchemaRegistry schemas = new SchemaRegistry(pipeline.wire().registry());
        encoder.schemaId(schemas.register(SubjectStrategy.TOPIC_NAME.subject(target(), "Row"), encoder.schema()));
        return encoder;
    }

    private void send(RecordSource source, RecordSink sink, String target) throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        Thread sender = Thread.currentThread();
        long from = System.nanoTime();
        try (StopSignal stop = StopSignal.onStop(() -> LockSupport.unpark(sender))) {
            long arrived = sendAll(source, sink, stop);
            double seconds = (System.nanoTime() - from) / 1e9;
            console.printf(
                    "%s records sent to %s in %.1f s (%s records/s)%n",
                    Figures.count(arrived),
                    target,
                    seconds,
                    Figures.count(Math.round(arrived / Math.max(seconds, 1e-3))));
            console.flush();
        }
    }

    private long sendAll(RecordSource source, RecordSink sink, StopSignal stop) throws IOException {
        Pacer pacer = Pacer.ofRate(rate);
        try (Progress progress = terminal.progress("produce", "records", limit)) {
            long sent = 0;
            while (sent != limit && !stop.requested()) {
                Outgoing record = source.next();
                if (record == null) {
                    break;
                }
                pacer.awaitTurn(stop::requested);
                if (!stop.requested()) {
                    sink.send(record, source.line());
                    progress.at(++sent);
                }
            }
            sink.flush();
            return sink.acknowledged();
        }
    }
}
