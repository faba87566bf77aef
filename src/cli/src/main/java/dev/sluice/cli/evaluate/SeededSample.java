package dev.sluice.cli.evaluate;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Which rows a figure is computed from, where all of them would take too long. */
final class SeededSample {

    private SeededSample() {}

    /** Positions 0 to n - 1, or {@code limit} of them drawn without replacement; ascending. */
    static int[] of(int n, int limit, long seed) {
        int[] all = IntStream.range(0, n).toArray();
        if (n <= limit) {
            return all;
        }
        Random random = new Random(seed);
        for (int i = 0; i < limit; i++) {
            int other = i + random.nextInt(n - i);
            int swapped = all[i];
            all[i] = all[other];
            all[other] = swapped;
        }
        return IntStream.of(Arrays.copyOf(all, limit)).sorted().toArray();
    }
}
