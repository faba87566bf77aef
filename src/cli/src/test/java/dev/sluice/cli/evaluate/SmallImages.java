package dev.sluice.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures of 8 x 8 pixels, 0 to 255, of three kinds: a bar across, a bar down, and a ring; moved about, with noise. */
public final class SmallImages {

    public static final int SIDE = 8;

    private static final String[] KINDS = {"across", "down", "ring"};

    private SmallImages() {}

    /** {@code {"pixels":[…64],"kind":"ring"}} each; the same seed gives the same ones. */
    public static List<String> records(int count, long seed) {
        Random random = new Random(seed);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(KINDS.length);
            double at = 2 + 3 * random.nextDouble();
            double strength = 0.6 + 0.4 * random.nextDouble();
            StringBuilder pixels = new StringBuilder();
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    double distance = switch (kind) {
                        case 0 -> Math.abs(y - at);
                        case 1 -> Math.abs(x - at);
                        default -> Math.abs(Math.hypot(x - 3.5, y - 3.5) - at + 1);
                    };
                    double light = strength * Math.exp(-distance * distance) + 0.03 * random.nextGaussian();
                    pixels.append(pixels.isEmpty() ? "" : ",")
                            .append(Math.round(255 * Math.max(0, Math.min(1, light))));
                }
            }
            records.add("{\"pixels\":[" + pixels + "],\"kind\":\"" + KINDS[kind] + "\"}");
        }
        return records;
    }
}
