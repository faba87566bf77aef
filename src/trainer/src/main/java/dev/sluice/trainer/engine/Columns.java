package dev.sluice.trainer.engine;

/** Turns rows into columns and back. */
final class Columns {
    private Columns() {}

    /** An array that is there, or a new one where that is null or of another size. */
    static float[][] sized(float[][] there, int columns, int rows) {
        return there != null && there.length == columns && there[0].length == rows ? there : new float[columns][rows];
    }

    /**
     * @param flat {@code float[rows * columns]}, row by row
     * @param columns {@code float[columns][rows]}, overwritten
     */
    static void split(float[] flat, float[][] columns) {
        int width = columns.length;
        for (int j = 0; j < width; j++) {
            float[] column = columns[j];
            for (int i = 0; i < column.length; i++) {
                column[i] = flat[i * width + j];
            }
        }
    }

    /** The way back from {@link #split}. */
    static void join(float[][] columns, float[] flat) {
        int width = columns.length;
        for (int j = 0; j < width; j++) {
            float[] column = columns[j];
            for (int i = 0; i < column.length; i++) {
                flat[i * width + j] = column[i];
            }
        }
    }

    /**
     * @param columns {@code float[columns][rows]}
     * @param rows {@code float[rows][columns]}, overwritten
     */
    static void turn(float[][] columns, float[][] rows) {
        for (int j = 0; j < columns.length; j++) {
            float[] column = columns[j];
            for (int i = 0; i < column.length; i++) {
                rows[i][j] = column[i];
            }
        }
    }
}
