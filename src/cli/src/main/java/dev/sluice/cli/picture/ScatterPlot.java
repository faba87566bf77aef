package dev.sluice.cli.picture;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Points in a plane, coloured by class, with axes and a legend. The same points give the same picture. */
public final class ScatterPlot {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    private static final int LEFT = 90;
    private static final int TOP = 90;
    private static final int BOTTOM = 80;
    private static final int RIGHT = 40;
    private static final int LEGEND = 190;
    private static final int LEGEND_LINE = 26;

    private final String title;
    private final String subtitle;
    private final String xLabel;
    private final String yLabel;

    public ScatterPlot(String title, String subtitle, String xLabel, String yLabel) {
        this.title = title;
        this.subtitle = subtitle;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /**
     * Draws and writes a PNG file.
     *
     * @param points {@code double[n][2]}, at least one
     * @param classes {@code int[n]}, positions among the names, -1 for a point without one
     * @param legend what the classes are of
     * @param names of the classes; empty where there are none
     */
    public void write(Path file, double[][] points, int[] classes, String legend, List<String> names)
            throws IOException {
        Canvas canvas = new Canvas(WIDTH, HEIGHT);
        Axis x = Axis.of(column(points, 0));
        Axis y = Axis.of(column(points, 1));
        int right = WIDTH - RIGHT - (names.isEmpty() ? 0 : LEGEND);
        Rectangle2D plot = new Rectangle2D.Double(LEFT, TOP, right - LEFT, HEIGHT - TOP - BOTTOM);
        canvas.pen(22, true, Canvas.INK).text(canvas.fitted(title, WIDTH - LEFT - RIGHT), LEFT, 42, 0);
        drawAxes(canvas, plot, x, y);
        int outside = drawPoints(canvas.graphics(), plot, x, y, points, classes);
        String note = outside == 0 ? subtitle : subtitle + "; " + outside + " far out are not shown";
        canvas.pen(15, false, Canvas.FAINT_INK).text(canvas.fitted(note, WIDTH - LEFT - RIGHT), LEFT, 68, 0);
        if (!names.isEmpty()) {
            drawLegend(canvas, right + 28, legend, names, counts(classes, names.size()));
        }
        canvas.writePng(file);
    }

    private static double[] column(double[][] points, int c) {
        double[] column = new double[points.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = points[i][c];
        }
        return column;
    }

    private void drawAxes(Canvas canvas, Rectangle2D plot, Axis x, Axis y) {
        Graphics2D g = canvas.graphics();
        g.setStroke(new BasicStroke(1));
        for (double tick : x.ticks()) {
            double at = plot.getX() + x.at(tick) * plot.getWidth();
            g.setColor(Canvas.GRID);
            g.draw(new Line2D.Double(at, plot.getY(), at, plot.getMaxY()));
            canvas.pen(14, false, Canvas.FAINT_INK).text(x.label(tick), at, plot.getMaxY() + 24, 0.5);
        }
        for (double tick : y.ticks()) {
            double at = plot.getMaxY() - y.at(tick) * plot.getHeight();
            g.setColor(Canvas.GRID);
            g.draw(new Line2D.Double(plot.getX(), at, plot.getMaxX(), at));
            canvas.pen(14, false, Canvas.FAINT_INK).text(y.label(tick), plot.getX() - 10, at + 5, 1);
        }
        g.setColor(Canvas.FAINT_INK);
        g.draw(new Line2D.Double(plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
        g.draw(new Line2D.Double(plot.getX(), plot.getY(), plot.getX(), plot.getMaxY()));
        canvas.pen(16, false, Canvas.INK).text(xLabel, plot.getCenterX(), plot.getMaxY() + 58, 0.5);
        canvas.textUpwards(yLabel, 30, plot.getCenterY());
    }

    /** In the order of the rows, half transparent, so that no class hides another. */
    private static int drawPoints(Graphics2D g, Rectangle2D plot, Axis x, Axis y, double[][] points, int[] classes) {
        double radius = points.length > 5_000 ? 2.2 : points.length > 1_000 ? 3.2 : 4.5;
        Shape clip = g.getClip();
        g.setClip(plot);
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, points.length > 1_000 ? 0.6f : 0.75f));
        int outside = 0;
        for (int i = 0; i < points.length; i++) {
            if (!x.holds(points[i][0]) || !y.holds(points[i][1])) {
                outside++;
                continue;
            }
            g.setColor(classes[i] < 0 ? Palette.of(0) : Palette.of(classes[i]));
            g.fill(new Ellipse2D.Double(
                    plot.getX() + x.at(points[i][0]) * plot.getWidth() - radius,
                    plot.getMaxY() - y.at(points[i][1]) * plot.getHeight() - radius,
                    2 * radius,
                    2 * radius));
        }
        g.setComposite(AlphaComposite.SrcOver);
        g.setClip(clip);
        return outside;
    }

    private static int[] counts(int[] classes, int size) {
        int[] counts = new int[size];
        for (int c : classes) {
            if (c >= 0) {
                counts[c]++;
            }
        }
        return counts;
    }

    private static void drawLegend(Canvas canvas, int x, String legend, List<String> names, int[] counts) {
        int room = WIDTH - x - 12;
        canvas.pen(16, true, Canvas.INK).text(canvas.fitted(legend, room), x, TOP + 12, 0);
        int lines = Math.min(names.size(), (HEIGHT - TOP - BOTTOM) / LEGEND_LINE - 2);
        for (int c = 0; c < lines; c++) {
            double y = TOP + 12 + (c + 1) * (double) LEGEND_LINE;
            canvas.graphics().setColor(Palette.of(c));
            canvas.graphics().fill(new Ellipse2D.Double(x, y - 11, 12, 12));
            String count = String.format("%,d", counts[c]);
            canvas.pen(13, false, Canvas.FAINT_INK).text(count, WIDTH - 24, y, 1);
            int taken = canvas.textWidth(count) + 20;
            canvas.pen(15, false, Canvas.INK).text(canvas.fitted(names.get(c), room - 24 - taken), x + 22, y, 0);
        }
        if (lines < names.size()) {
            Color faint = Canvas.FAINT_INK;
            canvas.pen(14, false, faint)
                    .text("and " + (names.size() - lines) + " more", x, TOP + 12 + (lines + 1) * LEGEND_LINE, 0);
        }
    }
}
