package dev.sluice.cli.encoding;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.pipeline.ConfigException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which columns of a row are the pixels of a picture: height x width x channels of them, row by row.
 *
 * @param first index of the first
 * @param height in pixels
 * @param width in pixels
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record PixelGrid(int first, int height, int width, int channels) {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})x(\\d{1,4})(?:x([13]))?");

    /**
     * Of a model's columns, those that are a picture: all of them, or those of an array.
     *
     * @param option such as {@code 28x28} or {@code 32x32x3}; null where none is given: then the first array whose own
     *     shape is [height, width], [height, width, 1] or [height, width, 3]
     * @throws ConfigException where the option is no shape, or no columns fit; or there is neither option nor such an array
     */
    public static PixelGrid of(String option, Encoding encoding) {
        if (option != null) {
            return asked(option, encoding);
        }
        return find(encoding)
                .orElseThrow(() ->
                        new ConfigException("the model's " + encoding.columns().size()
                                + " columns are not known to be pixels:" + " say their shape, such as --image 28x28"));
    }

    /** The first array that is a picture by its own shape. */
    public static Optional<PixelGrid> find(Encoding encoding) {
        List<FeatureSpec> features = encoding.features();
        for (int f = 0; f < features.size(); f++) {
            List<Integer> shape = features.get(f).shape();
            int channels = shape.size() == 3 ? shape.get(2) : 1;
            if ((shape.size() == 2 || shape.size() == 3) && (channels == 1 || channels == 3)) {
                return Optional.of(new PixelGrid(encoding.firstColumn(f), shape.get(0), shape.get(1), channels));
            }
        }
        return Optional.empty();
    }

    private static PixelGrid asked(String option, Encoding encoding) {
        Matcher m = SHAPE.matcher(option);
        if (!m.matches()) {
            throw new ConfigException(
                    "--image: expected HEIGHTxWIDTH or HEIGHTxWIDTHx3, such as 28x28, got \"" + option + "\"");
        }
        int height = Integer.parseInt(m.group(1));
        int width = Integer.parseInt(m.group(2));
        int channels = m.group(3) == null ? 1 : Integer.parseInt(m.group(3));
        int size = height * width * channels;
        List<FeatureSpec> features = encoding.features();
        for (int f = 0; f < features.size(); f++) {
            if (features.get(f).type() == FeatureType.ARRAY && features.get(f).size() == size) {
                return new PixelGrid(encoding.firstColumn(f), height, width, channels);
            }
        }
        int columns = encoding.columns().size();
        if (size != columns) {
            throw new ConfigException("--image: " + option + " has " + size + " values, but the model has " + columns
                    + " columns, and no array of that size");
        }
        return new PixelGrid(0, height, width, channels);
    }

    /** The pixels of a row, {@code double[columns]}: {@code double[height * width * channels]}. */
    public double[] of(double[] row) {
        return Arrays.copyOfRange(row, first, first + size());
    }

    /** How many columns it takes. */
    public int size() {
        return height * width * channels;
    }
}
