package dev.sluice.bench.data;

import dev.sluice.cli.table.TextFile;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Pictures of handwritten digits, from the idx format: 4 numbers of 4 bytes (magic, count, height, width), the pixels. */
public final class DigitImages {

    private static final int MAGIC = 0x803;
    private static final int LABELS = 0x801;
    private static final int MAX_PIXELS = 1 << 28;

    private final int count;
    private final byte[] pixels; // [count * width * height], 0 black to 255 white

    private DigitImages(int count, byte[] pixels) {
        this.count = count;
        this.pixels = pixels;
    }

    public static DigitImages read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(TextFile.open(file))) {
            int magic = in.readInt();
            int count = in.readInt();
            long size = (long) count * in.readInt() * in.readInt();
            if (magic != MAGIC || count < 1 || size < 1 || size > MAX_PIXELS) {
                throw new IOException(
                        file + ": not an idx file of pictures, or one of more than " + MAX_PIXELS + " pixels");
            }
            byte[] pixels = new byte[(int) size];
            in.readFully(pixels);
            return new DigitImages(count, pixels);
        }
    }

    /**
     * What the pictures show, from the idx format of labels: 2 numbers of 4 bytes (magic, count), a byte each.
     *
     * @return {@code int[pictures]}
     */
    public static int[] labels(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(TextFile.open(file))) {
            int magic = in.readInt();
            int count = in.readInt();
            if (magic != LABELS || count < 1 || count > MAX_PIXELS) {
                throw new IOException(file + ": not an idx file of labels");
            }
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = in.readUnsignedByte();
            }
            return labels;
        }
    }

    /** {@code double[pixels]}: a picture, row by row, from 0 to 255. */
    public double[] pixels(int image) {
        int size = pixels.length / count;
        double[] values = new double[size];
        for (int p = 0; p < size; p++) {
            values[p] = pixels[image * size + p] & 0xff;
        }
        return values;
    }

    public int size() {
        return count;
    }

    /** Writes pictures as rows of CSV, a column a pixel, from 0 to 1. */
    public Path write(int from, int to, Path file) throws IOException {
        int columns = pixels.length / count;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int c = 0; c < columns; c++) {
                out.write(c == 0 ? "p0" : ",p" + c);
            }
            for (int image = from; image < to; image++) {
                for (int c = 0; c < columns; c++) {
                    int pixel = pixels[image * columns + c] & 0xff;
                    out.write(c == 0 ? '\n' : ',');
                    out.write(pixel == 0 ? "0" : String.format(Locale.ROOT, "%.6f", pixel / 255.0));
                }
            }
            out.write('\n');
        }
        return file;
    }
}
