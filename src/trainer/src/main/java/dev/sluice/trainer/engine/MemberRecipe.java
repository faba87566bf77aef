package dev.sluice.trainer.engine;

import java.util.List;

/**
 * How a member of the detector's ensemble is made.
 *
 * @param hidden widths of the layers between the columns and their reconstruction; 0 for as wide as the columns and
 *     linear, the others have tanh
 * @param noise largest standard deviation of the Gaussian noise on a row; the size is drawn per row
 * @param hide largest share of a row's values that are hidden from the network; the share is drawn per row
 */
public record MemberRecipe(List<Integer> hidden, double noise, double hide) {
    public MemberRecipe {
        hidden = List.copyOf(hidden);
    }
}
