package dev.sluice.trainer.engine;

import dev.sluice.feature.FeatureEncoder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows of the last records of a run each, the oldest first: what a model with a window sees. A window is put together when
 * it is asked for, so that a long history is not held once for each record of a window. Rows before a run's first are at
 * the normal level, and masked.
 */
public final class RowWindows implements ScaledRows {
    private static final int NONE = -1;

    private final ScaledRows rows;
    private final float[] imputed; // [columns of a row]
    private final int[][] windows; // [windows][window]: indexes of rows, or NONE
    private final boolean complete;

    private RowWindows(ScaledRows rows, float[] imputed, int[][] windows, boolean complete) {
        this.rows = rows;
        this.imputed = imputed;
        this.windows = windows;
        this.complete = complete;
    }

    /**
     * One window for each row, that row its last; the rows themselves where a window is one row.
     *
     * @param encoder that scaled the rows
     * @param runs {@code long[rows]}: rows of the same run follow each other
     * @param window rows of a window, at least 1
     */
    public static ScaledRows of(FeatureEncoder encoder, ScaledRows rows, long[] runs, int window) {
        if (window == 1) {
            return rows;
        }
        int[][] windows = new int[rows.size()][window];
        boolean complete = rows.isComplete();
        Map<Long, Deque<Integer>> recent = new HashMap<>();
        for (int i = 0; i < windows.length; i++) {
            Deque<Integer> last = recent.computeIfAbsent(runs[i], run -> new ArrayDeque<>());
            last.addLast(i);
            if (last.size() > window) {
                last.removeFirst();
            }
            Arrays.fill(windows[i], NONE);
            int at = window - last.size();
            complete &= at == 0;
            for (int row : last) {
                windows[i][at++] = row;
            }
        }
        float[] imputed = new float[encoder.columns()];
        encoder.impute(imputed, 0);
        return new RowWindows(rows, imputed, windows, complete);
    }

    @Override
    public int size() {
        return windows.length;
    }

    @Override
    public float[] values(int window) {
        int columns = imputed.length;
        float[] values = new float[windows[window].length * columns];
        int at = 0;
        for (int row : windows[window]) {
            System.arraycopy(row == NONE ? imputed : rows.values(row), 0, values, at, columns);
            at += columns;
        }
        return values;
    }

    @Override
    public boolean[] present(int window) {
        int columns = imputed.length;
        boolean[] present = new boolean[windows[window].length * columns];
        int at = 0;
        for (int row : windows[window]) {
            if (row != NONE) {
                System.arraycopy(rows.present(row), 0, present, at, columns);
            }
            at += columns;
        }
        return present;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public RowWindows select(int[] selected) {
        int[][] some = Arrays.stream(selected).mapToObj(i -> windows[i]).toArray(int[][]::new);
        return new RowWindows(rows, imputed, some, complete);
    }
}
