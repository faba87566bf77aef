package dev.sluice.inference;

/**
 * The shape of an image flattened row by row with the channels last; a window of {@code t} times is {@code t} high and 1
 * wide. Sides are at least 1, and there are at most {@link #MOST_VALUES} values.
 */
public record Grid(int height, int width, int channels) {

    /** Far above any use; a larger shape is a mistake, or an attack on memory. */
    public static final int MOST_VALUES = 1 << 22;

    public Grid {
        if (height < 1
                || width < 1
                || channels < 1
                || (long) height * width > MOST_VALUES
                || (long) height * width * channels > MOST_VALUES) {
            throw new IllegalArgumentException("a shape of " + height + " x " + width + " x " + channels
                    + " must have sides of at least 1 and at most " + MOST_VALUES + " values");
        }
    }

    /** How many values there are. */
    public int size() {
        return height * width * channels;
    }

    /** Index of the first channel of a pixel. */
    int at(int y, int x) {
        return (y * width + x) * channels;
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
