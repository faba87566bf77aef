package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {

    private static final Choices CHOICES = new Choices(
            6,
            List.of(
                    new Choices.Group(1, new float[] {0.5f, 0.25f, 0.25f}, 2),
                    new Choices.Group(4, new float[] {0.5f, 0.5f}, 1)));

    private static float[] forward(float... x) {
        float[] y = new float[x.length];
        CHOICES.forward(x, y);
        return y;
    }

    @Test
    void aGroupBecomesProbabilitiesInTheScaleOfItsColumnsAndTheRestPasses() {
        float[] y = forward(7, (float) Math.log(2), 0, 0, 5, 5);

        assertThat(y[0]).isEqualTo(7);
        assertThat(y[1]).isCloseTo(0, within(1e-6f));
        assertThat(y[2]).isCloseTo(0, within(1e-6f));
        assertThat(y[4]).isCloseTo(0, within(1e-6f));
        y = forward(7, 1e30f, -1e30f, 0, -500, 500);
        assertThat(y).containsExactly(7, 1, -0.5f, -0.5f, -0.5f, 0.5f);
    }

    @Test
    void theResidualOfAChoiceIsHowSurprisingItWas() {
        float[] observed = {0, -1, 1.5f, -0.5f, 0.5f, -0.5f}; // the second of three, the first of two
        float[] restored = forward(9, (float) Math.log(2), 0, 0, 40, -40);
        float[] compared = new float[6];

        CHOICES.compared(observed, restored, compared);

        assertThat(compared[0]).isEqualTo(restored[0]);
        assertThat(observed[1] - compared[1]).isCloseTo((float) Math.sqrt(2 * Math.log(4)), within(1e-5f));
        assertThat(compared).contains(1.5f, -0.5f);
        assertThat(observed[4] - compared[4]).isCloseTo(0, within(1e-3f));
    }

    @Test
    void whatThereIsNoChanceOfIsVerySurprisingAndNotInfinitelySo() {
        float[] observed = {0, -1, 1.5f, -0.5f, 0.5f, -0.5f};
        float[] compared = new float[6];

        CHOICES.compared(observed, forward(0, 900, -900, 0, 0, 0), compared);

        assertThat(observed[1] - compared[1]).isBetween(5f, 6f);
    }

    @Test
    void groupsThatDoNotLieInTheColumnsAreRefused() {
        Choices.Group group = new Choices.Group(1, new float[] {0, 0}, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Choices(2, List.of(group)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Choices(9, List.of(group, group.at(2))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Choices(9, List.of(group.at(-1))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Choices(9, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Choices.Group(0, new float[] {1}, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Choices.Group(0, new float[] {1, 1}, Float.NaN));
    }
}
