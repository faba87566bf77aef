package dev.sluice.cli.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small pictures side by side in rows, each row with a caption. The same values give the same picture. */
public final class ImageGrid {

    private static final int TILE = 84; // at least so many pixels wide
    private static final int GAP = 6;
    private static final int BETWEEN_GROUPS = 22;
    private static final int MARGIN = 28;
    private static final int HEADER = 86;

    private final String title;
    private final String subtitle;
    private final Pixels pixels;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String caption, List<double[]> images, boolean begins) {}

    public ImageGrid(String title, String subtitle, Pixels pixels) {
        this.title = title;
        this.subtitle = subtitle;
        this.pixels = pixels;
    }

    /**
     * Adds a row below the others.
     *
     * @param begins whether it is the first of those that belong together
     */
    public ImageGrid row(String caption, List<double[]> images, boolean begins) {
        rows.add(new Row(caption, List.copyOf(images), begins && !rows.isEmpty()));
        return this;
    }

    /** Draws and writes a PNG file. */
    public void write(Path file) throws IOException {
        int factor = Math.max(1, Math.round((float) TILE / Math.max(pixels.width(), pixels.height())));
        int tileWidth = factor * pixels.width();
        int tileHeight = factor * pixels.height();
        Canvas measure = new Canvas(1, 1).pen(15, false, Canvas.INK);
        int captions = rows.stream()
                .mapToInt(r -> measure.textWidth(r.caption()))
                .max()
                .orElse(0);
        int left = MARGIN + (captions == 0 ? 0 : captions + 16);
        int columns = rows.stream().mapToInt(r -> r.images().size()).max().orElse(0);
        int groups = (int) rows.stream().filter(Row::begins).count();
        int width = Math.max(
                left + columns * (tileWidth + GAP) - GAP + MARGIN,
                Math.max(
                                measure.textWidth(subtitle),
                                measure.pen(22, true, Canvas.INK).textWidth(title))
                        + 2 * MARGIN);
        int height = HEADER + rows.size() * (tileHeight + GAP) - GAP + groups * BETWEEN_GROUPS + MARGIN;
        Canvas canvas = new Canvas(width, height);
        canvas.pen(22, true, Canvas.INK).text(title, MARGIN, 42, 0);
        canvas.pen(15, false, Canvas.FAINT_INK).text(subtitle, MARGIN, 66, 0);
        Graphics2D g = canvas.graphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        int y = HEADER;
        for (Row row : rows) {
            y += row.begins() ? BETWEEN_GROUPS : 0;
            canvas.pen(15, false, Canvas.INK).text(row.caption(), left - 16, y + tileHeight / 2.0 + 5, 1);
            for (int i = 0; i < row.images().size(); i++) {
                int x = left + i * (tileWidth + GAP);
                g.drawImage(pixels.image(row.images().get(i)), x, y, tileWidth, tileHeight, null);
            }
            y += tileHeight + GAP;
        }
        canvas.writePng(file);
    }
}
