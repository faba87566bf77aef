package dev.sluice.trainer.continuity;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LatentMap;
import dev.sluice.model.LoadedModel;
import dev.sluice.trainer.engine.Architecture;
import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.Inheritance;
import dev.sluice.trainer.engine.RowWindows;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The champion as the training rows of its successor see it: what it made of them, and what can be taken over from it. Its
 * features need not be those of the rows.
 */
public final class Predecessor {
    private final LoadedModel parent;
    private final FeatureEncoder successor;
    private final ColumnMapping mapping;
    private final Observation[] observations; // [rows], of the parent's features
    private final long[] runs; // [rows]

    /**
     * @param successor fitted to the rows
     * @param rows {@code Observation[rows]}, of the successor's features, in the order of time
     * @param runs {@code long[rows]}: rows of the same run follow each other
     */
    public Predecessor(LoadedModel parent, FeatureEncoder successor, Observation[] rows, long[] runs) {
        CompiledModel model = parent.model();
        this.parent = parent;
        this.successor = successor;
        this.mapping = ColumnMapping.of(model.features(), successor);
        this.observations =
                ProjectedRows.of(rows, runs, successor.specs(), model.features().specs());
        this.runs = runs;
    }

    public int version() {
        return parent.model().version();
    }

    /** How many columns of the input it did not have. */
    public int addedColumns() {
        return mapping.added();
    }

    /** How many of its columns are gone. */
    public int removedColumns() {
        return mapping.removed();
    }

    /** Its network, taking the input as its successor scales it; empty where its layers cannot. */
    public Optional<Exported> network() {
        CompiledModel m = parent.model();
        return InheritedNetwork.of(
                new Exported(m.encoder(), m.decoder(), m.uncertainty()), mapping, successor, m.window());
    }

    /**
     * What a training can begin with.
     *
     * @param architecture to train
     * @param fit indexes of the rows to fit to
     * @param validation indexes of the rows that choose the epoch
     * @param pull weight of the distance of the codes from this model's, at least 0
     * @return empty where the architecture is another
     */
    public Optional<Inheritance> inheritance(Architecture architecture, int[] fit, int[] validation, double pull) {
        return network()
                .filter(architecture::isOf)
                .map(n -> new Inheritance(n, latents(fit), latents(validation), pull));
    }

    /** {@code float[rows][latents]}: what it makes of the rows of these indexes. */
    float[][] latents(int[] rows) {
        CompiledModel model = parent.model();
        ScaledRows inputs;
        if (model.window() == 1) {
            Observation[] some = new Observation[rows.length];
            for (int i = 0; i < rows.length; i++) {
                some[i] = observations[rows[i]];
            }
            inputs = ScaledRows.of(model.features(), some);
        } else {
            ScaledRows all = ScaledRows.of(model.features(), observations);
            inputs = RowWindows.of(model.features(), all, runs, model.window()).select(rows);
        }
        return latents(model.encoder(), inputs);
    }

    private static float[][] latents(Network encoder, ScaledRows inputs) {
        Network.Buffers buffers = encoder.newBuffers();
        float[][] latents = new float[inputs.size()][];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = encoder.forward(inputs.values(i), buffers).clone();
        }
        return latents;
    }

    /**
     * Brings the latents of its successor near to its own, and measures how near they are. They are of the same space
     * where, as they are, they tell the share that is asked for of the variance of its latents, and so many times smaller
     * shares in a row still make that share of the latents that the space began with: small losses add up.
     *
     * @param version of the successor
     * @param network of the successor
     * @param inputs of that network, as many as there are rows
     * @param common indexes of the rows to align by
     * @param heldOut indexes of the rows to measure on, that neither model was fitted on
     * @param fidelity share of the variance that makes it the same space
     */
    public LatentSpace successor(
            int version, Exported network, ScaledRows inputs, int[] common, int[] heldOut, double fidelity) {
        ScaledRows commonInputs = inputs.select(common);
        ScaledRows heldOutInputs = inputs.select(heldOut);
        float[][] own = latents(common);
        float[][] ownHeldOut = latents(heldOut);
        if (!areFinite(own) || !areFinite(ownHeldOut)) {
            // It has no place in its own space for these rows, so there is none to stay near to.
            return new LatentSpace(
                    version, network, Optional.empty(), Map.of(LatentSpace.KEPT, 0.0, LatentSpace.CHAIN, 1.0));
        }
        Exported aligned = network;
        boolean comparable = network.encoder().outputs() == own[0].length;
        if (comparable && Alignment.isPossible(network)) {
            aligned = Alignment.aligned(
                    network, new LatentPairs(latents(network.encoder(), commonInputs), own).nearest());
        }
        LatentPairs.Affine map = new LatentPairs(latents(aligned.encoder(), commonInputs), own).leastSquares();
        float[][] newHeldOut = latents(aligned.encoder(), heldOutInputs);
        double mapped = LatentPairs.fidelity(newHeldOut, ownHeldOut, map);
        double kept = comparable
                ? LatentPairs.fidelity(newHeldOut, ownHeldOut, LatentPairs.Affine.identity(own[0].length))
                : 0;
        double chain = kept * parent.artifact().getProvenance().getFigures().getOrDefault(LatentSpace.CHAIN, 1.0);
        boolean same = comparable && parent.model().space() > 0 && kept >= fidelity && chain >= fidelity;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(LatentSpace.KEPT, kept);
        figures.put(LatentSpace.CHAIN, same ? chain : 1);
        return new LatentSpace(
                same ? parent.model().space() : version,
                aligned,
                Optional.of(
                        new LatentMap(version(), Matrices.floats(map.matrix()), Matrices.floats(map.offset()), mapped)),
                figures);
    }

    private static boolean areFinite(float[][] latents) {
        for (float[] row : latents) {
            for (float latent : row) {
                if (!Float.isFinite(latent)) {
                    return false;
                }
            }
        }
        return true;
    }
}
