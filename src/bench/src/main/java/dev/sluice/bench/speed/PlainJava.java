package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Network;
import dev.sluice.pipeline.ScoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The same work without the Vector API, in a JVM of its own: which kernels a JVM has is settled when it starts. The
 * launcher starts scorers, and benches, with it wherever it is there.
 */
final class PlainJava {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String DETECTOR = "detector";
    private static final int PATIENCE_SECONDS = 300;

    private PlainJava() {}

    /** Whether this JVM has the Vector API. */
    static boolean isNotAll() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** What makes another JVM have it where this one does. */
    static List<String> asHere() {
        return isNotAll() ? List.of("--add-modules=" + MODULE) : List.of();
    }

    /** Microseconds of {@link DetectorPart}'s default detector. */
    static Summary detector(BenchRun run) throws IOException {
        return micros(run, DETECTOR);
    }

    /** Microseconds of a network of dense layers of these sizes. */
    static Summary network(BenchRun run, int... sizes) throws IOException {
        return micros(run, Arrays.stream(sizes).mapToObj(Integer::toString).toArray(String[]::new));
    }

    private static Summary micros(BenchRun run, String... what) throws IOException {
        Path log = run.work().resolve("plain-java.log");
        String[] arguments = new String[what.length + 2];
        arguments[0] = run.work().toString();
        arguments[1] = Boolean.toString(run.quick());
        System.arraycopy(what, 0, arguments, 2, what.length);
        try (ChildJvm child = new ChildJvm(log, List.of("-XX:+UseParallelGC"), PlainJava.class.getName(), arguments)) {
            child.awaitEnd(PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        List<String> lines = Files.readAllLines(log);
        String[] micros = lines.get(lines.size() - 1).split(" ");
        return new Summary(
                Arrays.stream(micros).mapToDouble(Double::parseDouble).toArray());
    }

    /** The other JVM: prints the least, the middle and the most microseconds of its rounds. */
    public static void main(String[] arguments) throws IOException {
        boolean quick = Boolean.parseBoolean(arguments[1]);
        BenchRun run = new BenchRun(quick, null, Path.of(arguments[0]), step -> {});
        Race race = new Race(quick ? 5 : 9, quick ? 400 : 1_000);
        if (arguments[2].equals(DETECTOR)) {
            DetectorPart.Scoring scoring = DetectorPart.scoring(run, ScoreKind.COMBINED);
            var stream = DetectorPart.observations(run);
            race.with(n -> scoring.run(stream, n));
        } else {
            int[] sizes = Arrays.stream(arguments, 2, arguments.length)
                    .mapToInt(Integer::parseInt)
                    .toArray();
            Network network = new Network(RandomLayers.of(Activation.IDENTITY, sizes));
            Network.Buffers buffers = network.newBuffers();
            float[] input = RandomLayers.values(sizes[0], 1, new Random(3));
            race.with(n -> KernelPart.forward(network, input, buffers, n));
        }
        Summary micros = race.run().micros(0);
        System.out.println(micros.min() + " " + micros.median() + " " + micros.max());
    }
}
