package dev.sluice.trainer.continuity;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Choices;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.trainer.engine.Exported;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A predecessor's network for the columns of its successor. Where features are scaled otherwise now, the first layer and
 * the last make up for it, so that latents and reconstructions stay what they were. A new column has no weights yet: it
 * moves no latent, and its reconstruction is its normal level. Layers over images are taken as they are.
 *
 * <p>What was far outside of the old scale was softly clipped there, and is not on a scale so many times as wide. A hidden
 * layer that saturates sees little of the difference. Others are not given weights so many times as large.
 */
final class InheritedNetwork {
    private static final double MOST_GROWTH = 10;
    private static final double MOST_SATURATED_GROWTH = 30;

    private InheritedNetwork() {}

    /**
     * @param window rows of an input
     * @return empty where the columns are others and the network has no dense layers to take that up
     */
    static Optional<Exported> of(Exported predecessor, ColumnMapping mapping, FeatureEncoder successor, int window) {
        List<Layer> encoder = new ArrayList<>(predecessor.encoder().layers());
        List<Layer> decoder = new ArrayList<>(predecessor.decoder().layers());
        Optional<Choices> choices = successor.choices(window);
        boolean chose = decoder.get(decoder.size() - 1) instanceof Choices;
        if (chose) {
            decoder.remove(decoder.size() - 1);
        }
        int last = decoder.size() - 1;
        boolean chooses =
                choices.isPresent() && decoder.get(last) instanceof Dense d && d.activation() == Activation.IDENTITY;
        if (encoder.get(0) instanceof Dense in
                && in.inputs() == window * mapping.oldColumns()
                && decoder.get(last) instanceof Dense out
                && out.outputs() == in.inputs()) {
            encoder.set(0, first(in, mapping, window));
            decoder.set(last, last(out, mapping, successor, window, chose, chooses));
        } else if (!mapping.isInPlace()) {
            return Optional.empty();
        }
        if (chooses || chose) {
            choices.ifPresent(decoder::add);
        }
        Optional<Network> uncertainty = predecessor.uncertainty();
        if (uncertainty.isPresent()
                && encoder.size() == 1
                && uncertainty.get().layers().get(0) instanceof Dense spread) {
            // Without hidden layers, the log-variances are of the columns too.
            uncertainty = Optional.of(new Network(List.of(first(spread, mapping, window))));
        }
        return Optional.of(new Exported(new Network(encoder), new Network(decoder), uncertainty));
    }

    private static Dense first(Dense old, ColumnMapping mapping, int window) {
        int columns = mapping.newColumns();
        double[][] weights = new double[window * columns][old.outputs()];
        double[] bias = new double[old.outputs()];
        for (int j = 0; j < bias.length; j++) {
            bias[j] = old.bias(j);
        }
        for (int i = 0; i < old.inputs(); i++) {
            int row = i / mapping.oldColumns();
            int column = i % mapping.oldColumns();
            // The old level stays where it was.
            double damped = damped(old.activation(), mapping, column);
            for (int j = 0; j < bias.length; j++) {
                bias[j] += damped * mapping.offset(column) * old.weight(i, j);
                for (ColumnMapping.Part part : mapping.parts(column)) {
                    weights[row * columns + part.column()][j] += damped * part.factor() * old.weight(i, j);
                }
            }
        }
        return new Dense(Matrices.floats(weights), Matrices.floats(bias), old.activation());
    }

    private static double damped(Activation activation, ColumnMapping mapping, int column) {
        boolean saturates = activation == Activation.TANH || activation == Activation.SIGMOID;
        double most = saturates ? MOST_SATURATED_GROWTH : MOST_GROWTH;
        double growth = Math.abs(mapping.offset(column));
        for (ColumnMapping.Part part : mapping.parts(column)) {
            growth = Math.max(growth, part.factor());
        }
        return growth <= most ? 1 : most / growth;
    }

    /**
     * @param chose whether a category's outputs were logits, which have no scale
     * @param chooses whether they are now
     */
    private static Dense last(
            Dense old, ColumnMapping mapping, FeatureEncoder successor, int window, boolean chose, boolean chooses) {
        int columns = mapping.newColumns();
        float[] level = new float[columns];
        successor.impute(level, 0);
        float[][] weights = new float[old.inputs()][window * columns];
        float[] bias = new float[window * columns];
        boolean straight = old.activation() == Activation.IDENTITY;
        for (int n = 0; n < bias.length; n++) {
            int column = n % columns;
            boolean logit = chooses && mapping.column(column).isCategory();
            if (mapping.isRestored(column) && (chose || !logit)) {
                int o = n / columns * mapping.oldColumns() + mapping.oldOf(column);
                boolean scaled = straight && !logit;
                double factor = scaled ? factor(mapping, column) : 1;
                double offset = scaled ? mapping.offset(mapping.oldOf(column)) : 0;
                bias[n] = (float) ((old.bias(o) - offset) / factor);
                for (int i = 0; i < weights.length; i++) {
                    weights[i][n] = (float) (old.weight(i, o) / factor);
                }
            } else if (logit) {
                bias[n] = (float) StrictMath.log(mapping.column(column).center());
            } else {
                bias[n] = straight ? level[column] : 0;
            }
        }
        return new Dense(weights, bias, old.activation());
    }

    private static double factor(ColumnMapping mapping, int column) {
        return mapping.parts(mapping.oldOf(column)).stream()
                .filter(p -> p.column() == column)
                .mapToDouble(ColumnMapping.Part::factor)
                .findFirst()
                .orElse(1);
    }
}
