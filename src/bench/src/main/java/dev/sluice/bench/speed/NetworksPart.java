package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.peer.DeeplearningNetwork;
import dev.sluice.bench.peer.OnnxNetwork;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * One record through an autoencoder: our kernels, Deeplearning4j's {@code output} and ONNX Runtime, the same weights and
 * the same input, in turns on one thread. What they give must agree before anything is timed.
 */
final class NetworksPart implements BenchPart {

    private static final double AGREEMENT = 1e-5;
    private static final int INPUTS = 64;

    private static final List<Contest> CONTESTS = List.of(
            new Contest(200, 15, Activation.TANH, 32, 16, 8, 16, 32),
            new Contest(30, 2, Activation.TANH, 784, 32, 784));

    /** A network, and how many times as fast as its peers ours is to be. */
    private static final class Contest {
        private final Activation hidden;
        private final int[] sizes;
        private final BenchTarget deeplearning;
        private final BenchTarget onnx;
        private final BenchTarget ours;

        Contest(double deeplearning, double onnx, Activation hidden, int... sizes) {
            this.hidden = hidden;
            this.sizes = sizes;
            String name = Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("-"));
            this.deeplearning =
                    BenchTarget.atLeast(deeplearning, "one record, " + name + ": Deeplearning4j takes", "times ours");
            this.onnx = BenchTarget.atLeast(onnx, "one record, " + name + ": ONNX Runtime takes", "times ours");
            this.ours = BenchTarget.informative("one record, " + name, "us", Direction.AT_MOST);
        }

        List<BenchTarget> targets() {
            return List.of(deeplearning, onnx, ours);
        }

        List<BenchRow> measure(BenchRun run) {
            List<Dense> layers = RandomLayers.of(hidden, sizes);
            Network network = new Network(layers);
            Network.Buffers buffers = network.newBuffers();
            float[][] inputs = inputs(sizes[0]);
            try (DeeplearningNetwork deep = new DeeplearningNetwork(layers);
                    OnnxNetwork runtime = new OnnxNetwork(layers)) {
                for (float[] input : inputs) {
                    float[] own = network.forward(input, buffers);
                    requireEqual("Deeplearning4j", own, deep.forward(input));
                    requireEqual("ONNX Runtime", own, runtime.forward(input));
                }
                Race.Times times = new Race(run.quick() ? 5 : 9, run.quick() ? 200 : 500)
                        .with(n -> sum(n, i -> network.forward(inputs[i], buffers)))
                        .with(n -> sum(n, i -> deep.forward(inputs[i])))
                        .with(n -> sum(n, i -> runtime.forward(inputs[i])))
                        .run();
                return List.of(
                        row(deeplearning, times, 1),
                        row(onnx, times, 2),
                        ours.measured(times.micros(0).median(), note(times.micros(0))));
            }
        }

        private static BenchRow row(BenchTarget target, Race.Times times, int peer) {
            Summary ratio = times.ratio(peer, 0);
            return target.measured(
                    ratio.median(),
                    "medians of rounds in turns: " + ratio.range() + " times; " + note(times.micros(peer))
                            + " us against " + note(times.micros(0)));
        }

        private static String note(Summary micros) {
            return micros.range();
        }
    }

    /** A network, given the number of an input. */
    private interface Forward {
        float[] of(int input);
    }

    private static double sum(int times, Forward forward) {
        double sum = 0;
        for (int n = 0; n < times; n++) {
            sum += forward.of(n % INPUTS)[0];
        }
        return sum;
    }

    private static float[][] inputs(int size) {
        Random random = new Random(2);
        float[][] inputs = new float[INPUTS][];
        for (int i = 0; i < INPUTS; i++) {
            inputs[i] = RandomLayers.values(size, 1, random);
        }
        return inputs;
    }

    private static void requireEqual(String peer, float[] ours, float[] theirs) {
        for (int j = 0; j < ours.length; j++) {
            double difference = Math.abs(ours[j] - theirs[j]) / Math.max(1, Math.abs(theirs[j]));
            if (!(difference <= AGREEMENT)) {
                throw new IllegalStateException("output " + j + " is " + ours[j] + ", " + peer + " says " + theirs[j]
                        + ": they must agree to " + AGREEMENT + " before they are timed");
            }
        }
    }

    @Override
    public String name() {
        return "networks";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return CONTESTS.stream().flatMap(c -> c.targets().stream()).toList();
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        List<BenchRow> rows = new ArrayList<>();
        for (Contest contest : CONTESTS) {
            run.step(contest.ours.what());
            rows.addAll(contest.measure(run));
        }
        return rows;
    }
}
