package dev.sluice.bench.compression;

import dev.sluice.avro.WireFormat;
import dev.sluice.bench.data.Publication;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.DataAbsentException;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.unpack.PackedCheck;
import dev.sluice.codec.Bound;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PackingMode;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.stream.ScoringService;
import dev.sluice.stream.runtime.StreamsSettings;
import dev.sluice.trainer.training.SampleRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Bytes on a broker's disk: the segments of topics with the same records in them, keys, timestamps and batches included, as a broker says
 * its log folders are. The packed topic is one that a scorer wrote.
 */
final class DiskPart implements BenchPart {

    private static final double SHARE = 0.01;
    private static final long MINUTE = 60_000;
    private static final int SAMPLES = 100;
    private static final byte[] KEY = "pump-17".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String JSON = "json";
    private static final String ZSTD = "json, zstd";
    private static final String AVRO = "avro, zstd";
    private static final BenchTarget AGAINST_AVRO =
            BenchTarget.atLeast(5, "blocks at 1 %, on disk, smaller than avro with zstd, least set", "x");

    private final TrainedSets sets;

    DiskPart(TrainedSets sets) {
        this.sets = sets;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        List<BenchTarget> targets = new ArrayList<>();
        for (String set : names(run)) {
            for (PackingMode mode : PackingMode.values()) {
                targets.add(row(set, mode));
            }
        }
        targets.add(AGAINST_AVRO);
        return targets;
    }

    private static List<String> names(BenchRun run) {
        return run.quick() ? List.of(RowSets.SAMPLE) : List.of(RowSets.SAMPLE, RowSets.SKAB, RowSets.WHITE);
    }

    private static BenchTarget row(String set, PackingMode mode) {
        return BenchTarget.informative(
                set + " on disk at 1 %, " + (mode == PackingMode.BLOCK ? "blocks" : "records"),
                "bytes/record",
                Direction.AT_MOST);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        try {
            return measured(run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<BenchRow> measured(BenchRun run) throws IOException, InterruptedException {
        List<BenchRow> rows = new ArrayList<>();
        Map<String, Double> ratios = new LinkedHashMap<>();
        boolean whole = !run.quick();
        for (String set : names(run)) {
            try (EmbeddedBroker broker = EmbeddedBroker.start();
                    Cluster cluster = Cluster.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                measure(run, sets.get(run, set), broker, cluster, rows, ratios);
            } catch (DataAbsentException e) {
                whole = false;
                for (PackingMode mode : PackingMode.values()) {
                    rows.add(row(set, mode).notMeasured("data absent: " + e.getMessage()));
                }
            }
        }
        double least =
                ratios.values().stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        String of = ratios.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ", "of ", ""));
        rows.add(whole ? AGAINST_AVRO.measured(least, of) : AGAINST_AVRO.measuredInPart(least, of));
        return rows;
    }

    private void measure(
            BenchRun run,
            TrainedSet set,
            EmbeddedBroker broker,
            Cluster cluster,
            List<BenchRow> rows,
            Map<String, Double> ratios)
            throws IOException, InterruptedException {
        double[][] values = set.rows().test();
        run.step(set.rows().name() + " on a broker's disk");
        Map<String, Double> peers = new HashMap<>();
        List<byte[]> json = Arrays.stream(values).map(DiskPart::json).toList();
        List<byte[]> avro = Arrays.stream(values).map(DiskPart::avro).toList();
        peers.put(JSON, fill(broker, cluster, "rows", "none", json));
        peers.put(ZSTD, fill(broker, cluster, "rows-zstd", "zstd", json));
        peers.put(AVRO, fill(broker, cluster, "rows-avro-zstd", "zstd", avro));
        for (PackingMode mode : PackingMode.values()) {
            PipelineConfig config = config(broker, run, mode);
            PackedCheck.Result packed = pack(config, cluster, set);
            double bytes = size(cluster, config.topics().packed()) / (double) packed.records();
            String note = String.format(
                    Locale.ROOT,
                    "%s %.1f, %s %.1f, %s %.1f; %d records in %d messages, %d numbers within their bounds",
                    JSON,
                    peers.get(JSON),
                    ZSTD,
                    peers.get(ZSTD),
                    AVRO,
                    peers.get(AVRO),
                    packed.records(),
                    packed.messages(),
                    packed.numbers());
            rows.add(row(set.rows().name(), mode).measured(bytes, note));
            if (mode == PackingMode.BLOCK) {
                ratios.put(set.rows().name(), peers.get(AVRO) / bytes);
            }
        }
    }

    private static PipelineConfig config(EmbeddedBroker broker, BenchRun run, PackingMode mode) {
        String name = "packed-" + mode.name().toLowerCase(Locale.ROOT);
        Map<String, String> kafka = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "state.dir",
                run.work().resolve("states").toString());
        return PipelineConfig.of(name, kafka, InputConfig.json("rows"))
                .withHttp(new HttpConfig("127.0.0.1", 0))
                .withCompression(new CompressionConfig(
                        Optional.of(Bound.relative(SHARE)),
                        Map.of(),
                        mode,
                        PayloadPart.BLOCK,
                        CompressionConfig.OFF.within()));
    }

    /** Until all is scored; the last block stays open. */
    private static PackedCheck.Result pack(PipelineConfig config, Cluster cluster, TrainedSet set)
            throws IOException, InterruptedException {
        List<SampleRecord> samples = Arrays.stream(set.rows().train())
                .limit(SAMPLES)
                .map(row -> new SampleRecord(KEY, json(row)))
                .toList();
        LoadedModel model = set.packing(config, samples);
        Publication.publish(cluster, config, model);
        try (ScoringService scorer = new ScoringService(config)) {
            scorer.start();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (committed(cluster, config) < set.rows().test().length) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("not all rows were scored within " + PATIENCE);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        PackedCheck.Result result = PackedCheck.of(config);
        if (!result.holds()) {
            throw new IllegalStateException("packed records do not hold: " + result.first());
        }
        return result;
    }

    private static long committed(Cluster cluster, PipelineConfig config) throws InterruptedException {
        return cluster
                .get(
                        "cannot read what is committed",
                        cluster.admin()
                                .listConsumerGroupOffsets(StreamsSettings.applicationId(config))
                                .partitionsToOffsetAndMetadata())
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** Makes a topic of the rows, a minute apart, by a producer with Kafka's defaults; bytes a record on disk. */
    private static double fill(
            EmbeddedBroker broker, Cluster cluster, String topic, String compression, List<byte[]> values)
            throws InterruptedException {
        NewTopic created = new NewTopic(topic, 1, (short) 1);
        cluster.get(
                "cannot create " + topic,
                cluster.admin().createTopics(List.of(created)).all());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", compression),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int r = 0; r < values.size(); r++) {
                // What fails is missing in the end.
                var unused = producer.send(new ProducerRecord<>(topic, null, r * MINUTE, KEY, values.get(r)));
            }
            producer.flush();
        }
        return size(cluster, topic) / (double) values.size();
    }

    private static long size(Cluster cluster, String topic) throws InterruptedException {
        List<Integer> brokers = cluster
                .get("cannot list brokers", cluster.admin().describeCluster().nodes())
                .stream()
                .map(Node::id)
                .toList();
        return cluster
                .get(
                        "cannot tell the size of " + topic,
                        cluster.admin().describeLogDirs(brokers).allDescriptions())
                .values()
                .stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    private static byte[] json(double[] row) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        for (int f = 0; f < row.length; f++) {
            fields.add("\"f" + f + "\":" + row[f]);
        }
        return fields.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A record of doubles in Confluent's wire format. */
    private static byte[] avro(double[] row) {
        ByteBuffer bytes = ByteBuffer.allocate(WireFormat.HEADER + Double.BYTES * row.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(WireFormat.header(1));
        for (double number : row) {
            bytes.putDouble(number);
        }
        return bytes.array();
    }
}
