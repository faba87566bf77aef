package dev.sluice.trainer.training;

import dev.sluice.codec.Bound;
import dev.sluice.codec.CodecFit;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.Records;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ModelAutoencoder;
import dev.sluice.model.PackingPlan;
import dev.sluice.packed.NumberFields;
import dev.sluice.packed.PackedNumbers;
import dev.sluice.packed.TemplateSurvey;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fits how the records of a new model are packed: on the newest of its rows, and for templates on records as they are. */
final class PackingFit {
    private static final Logger LOG = LoggerFactory.getLogger(PackingFit.class);

    private PackingFit() {}

    /** @throws dev.sluice.registry.RegistryOutageException where the schema registry does not answer, and records need it */
    static PackingPlan fit(PipelineConfig config, CompiledModel model, TrainingRows rows, TrainingWindow window) {
        CompressionConfig compression = config.compression();
        List<FeatureSpec> features = model.features().specs();
        PackedNumbers numbers = numbers(features, compression);
        List<Bound> bounds = numbers.all().stream()
                .map(n -> compression.of(features.get(n.feature()).field()).orElseThrow())
                .toList();
        CodecState state = CodecFit.fit(
                model.version(),
                records(rows, numbers),
                bounds,
                ModelAutoencoder.of(model, numbers).orElse(null));
        NumberFields fields = new NumberFields(features, numbers, state, compression.leftOut());
        return new PackingPlan(numbers, state, window.to(), templates(config, features, fields, window.samples()));
    }

    /** Those that have a bound, as many as a codec takes; what is beyond is kept as it is. */
    private static PackedNumbers numbers(List<FeatureSpec> features, CompressionConfig compression) {
        PackedNumbers wanted = PackedNumbers.of(features)
                .only(n -> compression.of(features.get(n.feature()).field()).isPresent());
        if (wanted.count() <= CodecState.MOST_FIELDS) {
            return wanted;
        }
        LOG.warn(
                "{} numbers are to be packed, and a codec takes {}: the others are kept as they are, uncompressed but for"
                        + " what deflating does",
                wanted.count(),
                CodecState.MOST_FIELDS);
        boolean[] fits = new boolean[features.size()];
        int taken = 0;
        for (int j = 0; j < fits.length; j++) {
            int feature = j;
            int size = wanted.only(n -> n.feature() == feature).count();
            fits[j] = taken + size <= CodecState.MOST_FIELDS;
            taken += fits[j] ? size : 0;
        }
        return wanted.only(n -> fits[n.feature()]);
    }

    /** The newest rows, each run on its own, in order. */
    private static Records records(TrainingRows rows, PackedNumbers numbers) {
        Map<Long, List<Observation>> runs = new LinkedHashMap<>();
        int from = Math.max(0, rows.size() - CodecFit.MOST_ROWS);
        for (int i = from; i < rows.size(); i++) {
            runs.computeIfAbsent(rows.runs()[i], run -> new ArrayList<>()).add(rows.observations()[i]);
        }
        double[][] values = new double[rows.size() - from][numbers.count()];
        boolean[][] present = new boolean[values.length][numbers.count()];
        int r = 0;
        for (List<Observation> run : runs.values()) {
            for (Observation row : run) {
                for (int f = 0; f < numbers.count(); f++) {
                    values[r][f] = row.values[numbers.slot(f)];
                    present[r][f] = !Double.isNaN(values[r][f]);
                }
                r++;
            }
        }
        return new Records(null, values, present);
    }

    private static List<byte[]> templates(
            PipelineConfig config, List<FeatureSpec> features, NumberFields fields, List<SampleRecord> samples) {
        if (samples.isEmpty()) {
            return List.of();
        }
        try (Wire wire = new Wire(config)) {
            TemplateSurvey survey = new TemplateSurvey(fields, wire.cutter(features, fields));
            samples.forEach(sample -> survey.add(sample.entity(), sample.value()));
            return survey.known();
        }
    }
}
