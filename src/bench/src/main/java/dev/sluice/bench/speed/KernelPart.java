package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The dense kernel for one record against what the machine allows. A matrix times one vector uses every weight once: it is
 * loaded, multiplied and added, 2 operations for 4 bytes. So the bound is how fast weights come from the cache that they
 * fit in, and {@link WeightStream} measures it in the same run.
 */
final class KernelPart implements BenchPart {

    private static final List<Shape> SHAPES =
            List.of(new Shape("784-32-784", 784, 32, 784), new Shape("38-64-38", 38, 64, 38));

    private static final class Shape {
        private final int[] sizes;
        private final BenchTarget share;
        private final BenchTarget rate;
        private final BenchTarget plainRate;

        Shape(String name, int... sizes) {
            this.sizes = sizes;
            this.share = BenchTarget.atLeast(0.5, "dense kernel, one record, " + name, "of the multiply-add bound");
            this.rate = BenchTarget.informative("dense kernel, one record, " + name, "GFLOP/s", Direction.AT_LEAST);
            this.plainRate = BenchTarget.informative(
                    "dense kernel in plain Java, one record, " + name, "GFLOP/s", Direction.AT_LEAST);
        }

        int weights() {
            int count = 0;
            for (int l = 0; l + 1 < sizes.length; l++) {
                count += sizes[l] * sizes[l + 1];
            }
            return count;
        }
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return SHAPES.stream()
                .flatMap(s -> List.of(s.share, s.rate, s.plainRate).stream())
                .toList();
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<BenchRow> rows = new ArrayList<>();
        for (Shape shape : SHAPES) {
            run.step(shape.share.what());
            rows.addAll(measure(run, shape));
        }
        return rows;
    }

    private static List<BenchRow> measure(BenchRun run, Shape shape) throws IOException {
        Network network = new Network(RandomLayers.of(Activation.IDENTITY, shape.sizes));
        Network.Buffers buffers = network.newBuffers();
        float[] input = RandomLayers.values(shape.sizes[0], 1, new Random(3));
        WeightStream stream = new WeightStream(shape.weights());
        int rounds = run.quick() ? 5 : 9;
        Race.Times times = new Race(rounds, run.quick() ? 200 : 400)
                .with(count -> forward(network, input, buffers, count))
                .with(stream::added)
                .with(stream::multiplied)
                .with(stream::multipliedByFour)
                .with(stream::compared)
                .run();
        double[] own = rates(times.micros(0), shape.weights());
        double ours = own[0];
        double added = rates(times.micros(1), stream.weights())[0];
        double multiplied = rates(times.micros(2), stream.weights())[0];
        double byFour = rates(times.micros(3), stream.weights())[0];
        double compared = rates(times.micros(4), stream.weights())[0];
        double bound = Math.max(Math.max(added, compared), Math.max(multiplied, byFour));
        return List.of(
                shape.share.measured(
                        ours / bound,
                        String.format(
                                Locale.ROOT,
                                "%.1f of %.1f GFLOP/s. The bound is 2 operations for each weight of 4 bytes at the best"
                                        + " rate at which this JVM streams %,d of them, every one used"
                                        + " once: only compared %.1f, 8 rows a pass added %.1f, 8 multiplied and"
                                        + " added %.1f, 4 %.1f",
                                ours,
                                bound,
                                stream.weights(),
                                compared,
                                added,
                                multiplied,
                                byFour)),
                shape.rate.measured(
                        ours,
                        String.format(Locale.ROOT, "%.1f to %.1f GFLOP/s, %d rounds in turns", own[1], own[2], rounds)),
                plainJava(run, shape, ours, bound));
    }

    private static BenchRow plainJava(BenchRun run, Shape shape, double here, double bound) throws IOException {
        double rate = PlainJava.isNotAll() ? rates(PlainJava.network(run, shape.sizes), shape.weights())[0] : here;
        return shape.plainRate.measured(
                rate, String.format(Locale.ROOT, "%.2f of the bound, in a JVM without the Vector API", rate / bound));
    }

    /** One record after the other, all the same. */
    static double forward(Network network, float[] input, Network.Buffers buffers, int times) {
        double sum = 0;
        for (int n = 0; n < times; n++) {
            sum += network.forward(input, buffers)[0];
        }
        return sum;
    }

    /** In the middle, at least and at most. */
    private static double[] rates(Summary micros, int weights) {
        double operations = 2.0 * weights / 1e3;
        return new double[] {operations / micros.median(), operations / micros.max(), operations / micros.min()};
    }
}
