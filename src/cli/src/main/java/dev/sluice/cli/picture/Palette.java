package dev.sluice.cli.picture;

import java.awt.Color;

/** Colours of classes: ten that are easy to tell apart, then hues that are as far from the earlier ones as can be. */
final class Palette {

    /** Tableau 10, in the order in which they are best told apart. */
    private static final int[] TEN = {
        0x4e79a7, 0xf28e2b, 0xe15759, 0x59a14f, 0xb07aa1, 0x76b7b2, 0xedc948, 0xff9da7, 0x9c755f, 0x6b7280
    };

    private static final float GOLDEN = 0.618034f;

    private Palette() {}

    /** The colour of a class, from 0. */
    static Color of(int index) {
        if (index < TEN.length) {
            return new Color(TEN[index]);
        }
        int further = index - TEN.length;
        return Color.getHSBColor(further * GOLDEN % 1, 0.55f + 0.3f * (further % 2), 0.75f - 0.2f * (further % 3) / 2);
    }
}
