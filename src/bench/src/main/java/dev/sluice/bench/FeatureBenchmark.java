package dev.sluice.bench;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.CsvDecoder;
import dev.sluice.record.JsonDecoder;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One record from its bytes to the network's input, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FeatureBenchmark {

    private static final int PIXELS = 784;

    /** 38 numbers, an image as JSON array, as one CSV cell, as CSV columns, and a log line. */
    @Param({"numbers-json", "image-json", "image-cell", "image-columns", "log-line"})
    public String record;

    private byte[] value;
    private RecordDecoder decoder;
    private Telemetry telemetry;
    private FeatureEncoder encoder;
    private float[] scaled;
    private boolean[] present;

    @Setup
    public void setUp() throws BadRecordException {
        Random random = new Random(1);
        List<Integer> pixels =
                random.ints(PIXELS, 0, 256).map(p -> p < 200 ? 0 : p).boxed().toList();
        List<FeatureSpec> specs = List.of(FeatureSpec.array("p", List.of(28, 28)));
        String text;
        switch (record) {
            case "numbers-json" -> {
                specs = IntStream.range(0, 38)
                        .mapToObj(j -> new FeatureSpec("field" + j))
                        .toList();
                text = specs.stream()
                        .map(s -> "\"" + s.field() + "\":" + Math.round(1e6 * random.nextDouble()) / 1e6)
                        .collect(Collectors.joining(",", "{", "}"));
            }
            case "image-json" -> text = "{\"p\":" + pixels + "}";
            case "image-cell" -> text = join(pixels, " ");
            case "image-columns" -> text = join(pixels, ",");
            default -> {
                specs = List.of(FeatureSpec.text("m", 256));
                text = "{\"m\":\"Received block blk_-1608999687919862906 of size 91178 from /10.250.10.6, "
                        + "replicated to 3 nodes in 12 ms\"}";
            }
        }
        value = text.getBytes(StandardCharsets.UTF_8);
        RecordLayout layout = new RecordLayout(specs, null, null);
        decoder = switch (record) {
            case "image-cell" -> new CsvDecoder(List.of("p"), ',', layout);
            case "image-columns" ->
                new CsvDecoder(IntStream.range(0, PIXELS).mapToObj(k -> "p" + k).toList(), ',', layout);
            default -> new JsonDecoder(layout);
        };
        telemetry = new Telemetry(specs);
        decoder.decode(value, telemetry);
        encoder = FeatureEncoder.fit(specs, new Observation[] {telemetry.observation.copy()});
        scaled = new float[encoder.columns()];
        present = new boolean[encoder.columns()];
    }

    private static String join(List<Integer> pixels, String separator) {
        return pixels.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    @Benchmark
    public Telemetry decode() throws BadRecordException {
        decoder.decode(value, telemetry);
        return telemetry;
    }

    @Benchmark
    public float[] encode() {
        encoder.encode(telemetry.observation, scaled, present);
        return scaled;
    }
}
