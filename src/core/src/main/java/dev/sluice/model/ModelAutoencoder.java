package dev.sluice.model;

import dev.sluice.codec.Autoencoder;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FittedFeature;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Network;
import dev.sluice.packed.PackedNumbers;
import java.util.Optional;

/**
 * A model's autoencoder as the codec sees it: from the numbers of a record to the latent, and back. What else the model sees
 * of a record (categories, texts, the time, what is derived) is at its normal level on the way in, since a reader of packed
 * records must do with the latent alone. Not for several threads; see {@link #forThread}.
 */
public final class ModelAutoencoder implements Autoencoder {

    private final CompiledModel model;
    private final PackedNumbers numbers;
    private final int[] slots; // [numbers], in the observation
    private final int[] columns; // [numbers]
    private final int[] elements; // [numbers], which of the feature's columns
    private final FittedFeature[] features; // [numbers]

    private final Observation observed;
    private final float[] scaled; // [columns]
    private final boolean[] present; // [columns]
    private final Network.Buffers encoder;
    private final Network.Buffers decoder;

    private ModelAutoencoder(CompiledModel model, PackedNumbers numbers) {
        this.model = model;
        this.numbers = numbers;
        FeatureEncoder all = model.features();
        slots = numbers.all().stream().mapToInt(PackedNumbers.Place::slot).toArray();
        columns = numbers.all().stream()
                .mapToInt(n -> all.firstColumn(n.feature()) + n.element())
                .toArray();
        elements = numbers.all().stream().mapToInt(PackedNumbers.Place::element).toArray();
        features = numbers.all().stream().map(n -> all.feature(n.feature())).toArray(FittedFeature[]::new);
        observed = Observation.of(all.specs());
        scaled = new float[all.columns()];
        present = new boolean[all.columns()];
        encoder = model.encoder().newBuffers();
        decoder = model.decoder().newBuffers();
    }

    /**
     * @param numbers of the model's features
     * @return empty where there is none that sees a record alone: the model's looks at a window of them
     */
    public static Optional<Autoencoder> of(CompiledModel model, PackedNumbers numbers) {
        return model.window() > 1 ? Optional.empty() : Optional.of(new ModelAutoencoder(model, numbers));
    }

    @Override
    public int latents() {
        return model.latentSize();
    }

    @Override
    public float[] encode(double[] values) {
        for (int n = 0; n < slots.length; n++) {
            observed.values[slots[n]] = values[n];
        }
        model.features().encode(observed, scaled, present);
        return model.encoder().forward(scaled, encoder);
    }

    @Override
    public void decode(float[] latent, double[] values) {
        float[] reconstruction = model.decoder().forward(latent, decoder);
        for (int n = 0; n < slots.length; n++) {
            values[n] = features[n].unscaled(elements[n], reconstruction[columns[n]]);
        }
    }

    @Override
    public Autoencoder forThread() {
        return new ModelAutoencoder(model, numbers);
    }
}
