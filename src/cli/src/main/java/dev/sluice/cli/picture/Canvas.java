package dev.sluice.cli.picture;

import dev.sluice.pipeline.ConfigException;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A white picture to draw on, without a screen, and the PNG file it becomes. */
final class Canvas {

    static final Color INK = new Color(0x24, 0x29, 0x2f);
    static final Color FAINT_INK = new Color(0x6e, 0x77, 0x81);
    static final Color GRID = new Color(0xe6, 0xe9, 0xed);

    private final BufferedImage image;
    private final Graphics2D graphics;

    /** @param width and height in pixels */
    Canvas(int width, int height) {
        System.setProperty("java.awt.headless", "true");
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        requireFonts();
    }

    /** A Java without any font fails in ways that say nothing of fonts. */
    private void requireFonts() {
        try {
            graphics.setFont(font(12, false));
            graphics.getFontMetrics().stringWidth("0");
        } catch (RuntimeException | Error e) {
            throw new ConfigException(
                    "pictures need a font, and Java finds none: install fontconfig and a font such as DejaVu", e);
        }
    }

    private static Font font(int size, boolean bold) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size);
    }

    Graphics2D graphics() {
        return graphics;
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    /** Chooses how text looks from now on. */
    Canvas pen(int size, boolean bold, Color color) {
        graphics.setFont(font(size, bold));
        graphics.setColor(color);
        return this;
    }

    int textWidth(String text) {
        return graphics.getFontMetrics().stringWidth(text);
    }

    /**
     * Writes a line of text.
     *
     * @param anchor where {@code x} is: 0 at its beginning, 0.5 in its middle, 1 at its end
     * @param y of its base line
     */
    void text(String text, double x, double y, double anchor) {
        graphics.drawString(text, (float) (x - anchor * textWidth(text)), (float) y);
    }

    /** Writes a line of text upwards, its middle at {@code y}. */
    void textUpwards(String text, double x, double y) {
        graphics.rotate(-Math.PI / 2, x, y);
        text(text, x, y, 0.5);
        graphics.rotate(Math.PI / 2, x, y);
    }

    /** Shortens a text until it fits. */
    String fitted(String text, int width) {
        if (textWidth(text) <= width) {
            return text;
        }
        String shorter = text;
        while (!shorter.isEmpty() && textWidth(shorter + "…") > width) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter + "…";
    }

    /** Writes the picture; a file that is there is replaced. */
    void writePng(Path file) throws IOException {
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException(file + ": this Java cannot write PNG");
            }
        }
        Files.write(file, bytes.toByteArray());
    }
}
