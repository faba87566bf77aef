package dev.sluice.cli.picture;

import java.awt.image.BufferedImage;

/**
 * The values of small pictures and how bright they are.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels 1 for grey, 3 for red, green and blue
 * @param dark value that is black
 * @param bright value that is white, above {@code dark}
 */
public record Pixels(int height, int width, int channels, double dark, double bright) {

    /**
     * Brightness as the values suggest: 0 to 1, 0 to 255, or from the least to the largest.
     *
     * @param images {@code double[n][height * width * channels]}
     */
    public static Pixels of(int height, int width, int channels, double[][] images) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (double[] image : images) {
            for (double v : image) {
                least = Math.min(least, v);
                largest = Math.max(largest, v);
            }
        }
        if (least >= -0.01 && largest <= 255.5) {
            return new Pixels(height, width, channels, 0, largest <= 1.5 ? 1 : 255);
        }
        return new Pixels(height, width, channels, least, largest > least ? largest : least + 1);
    }

    /** @param values {@code double[height * width * channels]}, row by row; what is out of range is cut off */
    BufferedImage image(double[] values) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * channels;
                int r = level(values[at]);
                int g = channels == 1 ? r : level(values[at + 1]);
                int b = channels == 1 ? r : level(values[at + 2]);
                image.setRGB(x, y, r << 16 | g << 8 | b);
            }
        }
        return image;
    }

    private int level(double value) {
        double share = (value - dark) / (bright - dark);
        return (int) Math.round(255 * Math.max(0, Math.min(1, share)));
    }
}
