package dev.sluice.trainer.engine;

import dev.sluice.inference.Choices;

/** The forward and backward pass of {@link Choices} over one row of many. */
final class ChoicePass {
    private final Choices choices;
    private final float[] logits; // [columns]
    private final float[] row; // [columns]

    ChoicePass(Choices choices) {
        this.choices = choices;
        this.logits = new float[choices.inputs()];
        this.row = new float[choices.inputs()];
    }

    /** @param y logits from {@code at} on, overwritten with what comes of them */
    void forward(float[] y, int at) {
        System.arraycopy(y, at, logits, 0, logits.length);
        choices.forward(logits, row);
        System.arraycopy(row, 0, y, at, row.length);
    }

    /**
     * @param y what {@link #forward} gave, from {@code at} on
     * @param g gradient by it from {@code at} on, overwritten with that by the logits
     */
    void backward(float[] y, float[] g, int at) {
        for (Choices.Group group : choices.groups()) {
            backward(group, y, g, at);
        }
    }

    /** From the gradient by {@code y = (p - share) * factor} to that by the logits. */
    private static void backward(Choices.Group group, float[] y, float[] g, int at) {
        double mean = 0;
        for (int c = 0; c < group.size(); c++) {
            mean += g[at + group.first() + c] * group.probability(y, at, c);
        }
        for (int c = 0; c < group.size(); c++) {
            int i = at + group.first() + c;
            g[i] = (float) (group.factor() * group.probability(y, at, c) * (g[i] - mean));
        }
    }
}
