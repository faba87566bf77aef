package dev.sluice.cli.evaluate;

import dev.sluice.cli.encoding.Encoded;
import dev.sluice.cli.encoding.Encoding;
import dev.sluice.cli.encoding.PixelGrid;
import dev.sluice.cli.picture.ImageGrid;
import dev.sluice.cli.picture.Pixels;
import dev.sluice.cli.picture.ScatterPlot;
import dev.sluice.cli.terminal.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What an evaluation looks like. */
final class EvaluationPictures {

    private static final int MAX_POINTS = 10_000;
    private static final int COLUMNS = 10;
    private static final int GROUPS = 3;

    private final Evaluation evaluation;
    private final long seed;

    /** @param seed of what is drawn */
    EvaluationPictures(Evaluation evaluation, long seed) {
        this.evaluation = evaluation;
        this.seed = seed;
    }

    /** The latents of the test rows, projected to the two directions in which they vary most. */
    void writeProjection(Path file) throws IOException {
        Encoding encoding = evaluation.encoding();
        float[][] latents = evaluation.encodedTest().latents();
        PrincipalComponents plane = PrincipalComponents.fit(latents, 2);
        int[] shown = SeededSample.of(latents.length, MAX_POINTS, seed);
        double[][] points = IntStream.of(shown)
                .mapToObj(i -> plane.project(latents[i]))
                .map(p -> new double[] {p[0], p.length > 1 ? p[1] : 0})
                .toArray(double[][]::new);
        Classification c = evaluation.classification();
        String[] labels = evaluation.test().labels();
        int[] classes = IntStream.of(shown)
                .map(i -> c == null ? -1 : c.classes().names().indexOf(labels[i]))
                .toArray();
        String subtitle = encoding.modelType() + ", " + encoding.columns().size() + " columns to "
                + encoding.latentSize() + " latents; " + Figures.count(shown.length)
                + (shown.length < latents.length ? " of " + Figures.count(latents.length) : "") + " test rows";
        new ScatterPlot("Latents, in the plane in which they vary most", subtitle, axis(plane, 0), axis(plane, 1))
                .write(
                        file,
                        points,
                        classes,
                        c == null ? "" : c.label(),
                        c == null ? List.of() : c.classes().names());
    }

    private static String axis(PrincipalComponents plane, int component) {
        double share = component < plane.size() ? plane.share(component) : 0;
        return String.format(
                Locale.ROOT, "component %d (%.0f %% of the latents' variance)", component + 1, 100 * share);
    }

    /** Test rows as pictures, what went in above what came out. */
    void writeReconstructions(Path file, PixelGrid grid) throws IOException {
        Encoded rows = evaluation.encodedTest();
        int[] shown = SeededSample.of(rows.size(), COLUMNS * GROUPS, seed);
        double[][] in = images(rows.scaled(), shown, grid);
        double[][] out = images(rows.reconstructions(), shown, grid);
        Encoding encoding = evaluation.encoding();
        String subtitle = String.format(
                Locale.ROOT,
                "%s, %d values to %d latents; %.1f %% of the variance restored",
                encoding.modelType(),
                grid.size(),
                encoding.latentSize(),
                100 * evaluation.latent().explained());
        ImageGrid picture = new ImageGrid(
                "Test rows and their reconstructions",
                subtitle,
                Pixels.of(grid.height(), grid.width(), grid.channels(), in));
        for (int from = 0; from < shown.length; from += COLUMNS) {
            int to = Math.min(shown.length, from + COLUMNS);
            picture.row("original", List.of(Arrays.copyOfRange(in, from, to)), true)
                    .row("restored", List.of(Arrays.copyOfRange(out, from, to)), false);
        }
        picture.write(file);
    }

    private double[][] images(float[][] scaled, int[] rows, PixelGrid grid) {
        return IntStream.of(rows)
                .mapToObj(i -> evaluation.encoding().unscaled(scaled[i]))
                .map(grid::of)
                .toArray(double[][]::new);
    }
}
