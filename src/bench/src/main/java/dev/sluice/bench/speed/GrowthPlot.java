package dev.sluice.bench.speed;

import dev.sluice.cli.terminal.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Draws curves of growth side by side as SVG, both axes logarithmic, with a line of slope 1 to compare with. */
final class GrowthPlot {

    private static final int SIDE = 260;
    private static final int MARGIN = 60;
    private static final int WIDTH = SIDE + 2 * MARGIN;

    private GrowthPlot() {}

    static String svg(List<GrowthCurve> curves) {
        StringBuilder svg = new StringBuilder();
        append(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH * curves.size(),
                SIDE + 2 * MARGIN);
        for (int c = 0; c < curves.size(); c++) {
            append(svg, "<g transform=\"translate(%d,%d)\">%n", c * WIDTH + MARGIN, MARGIN);
            draw(svg, curves.get(c));
            append(svg, "</g>%n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void draw(StringBuilder svg, GrowthCurve curve) {
        double[] sizes = curve.sizes();
        double[] costs = curve.costs();
        Scale x = Scale.of(sizes);
        // As many decades as the work has, so that a slope of 1 is the diagonal.
        Scale y = Scale.of(costs).widened(x.span());
        append(svg, "<rect width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n", SIDE, SIDE);
        append(
                svg,
                "<text x=\"0\" y=\"-12\">%s by %s: exponent %.2f</text>%n",
                curve.unit(),
                curve.work(),
                curve.exponent());
        double from = costs[0];
        append(
                svg,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#bbb\" stroke-dasharray=\"4 4\"/>%n",
                x.at(sizes[0]),
                SIDE - y.at(from),
                x.at(sizes[sizes.length - 1]),
                SIDE - y.at(from * sizes[sizes.length - 1] / sizes[0]));
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < sizes.length; i++) {
            double px = x.at(sizes[i]);
            double py = SIDE - y.at(costs[i]);
            append(line, "%.1f,%.1f ", px, py);
            append(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#1f77b4\"/>%n", px, py);
            append(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    px,
                    SIDE + 16,
                    Figures.brief(sizes[i]));
            append(
                    svg,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    px - 6,
                    py - 6,
                    Figures.brief(costs[i]));
        }
        append(
                svg,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f77b4\"/>%n",
                line.toString().strip());
    }

    private static void append(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    /** A logarithmic axis, from a value to a position in the square. */
    private record Scale(double from, double span) {

        /** Over all of the values. */
        static Scale of(double[] values) {
            double low = Math.log(Arrays.stream(values).min().orElseThrow());
            double high = Math.log(Arrays.stream(values).max().orElseThrow());
            return new Scale(low, Math.max(high - low, Math.log(2)));
        }

        /** Over at least so much, and the same values. */
        Scale widened(double least) {
            return new Scale(from, Math.max(span, least));
        }

        double at(double value) {
            return SIDE * (0.05 + 0.9 * (Math.log(value) - from) / span);
        }
    }
}
