package dev.sluice.model;

import dev.sluice.contract.CategoryCount;
import dev.sluice.contract.FeatureState;
import dev.sluice.feature.ArrayFeature;
import dev.sluice.feature.CategoryFeature;
import dev.sluice.feature.Clip;
import dev.sluice.feature.Curve;
import dev.sluice.feature.Cycle;
import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.DerivedFeature;
import dev.sluice.feature.EntityIndex;
import dev.sluice.feature.EntityLevels;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.FittedFeature;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Scale;
import dev.sluice.feature.TextFeature;
import dev.sluice.feature.TimeFeature;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.record.Untrusted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fitted features as artifact data, and back: what is read is checked, as all of an artifact is. */
final class FeatureStates {

    private static final String LINEAR = "linear";
    private static final String SIGNED_LOG = "signed-log";
    private static final String NORMAL = "normal";

    private FeatureStates() {}

    static List<FeatureState> of(FeatureEncoder encoder) {
        return encoder.features().stream().map(FeatureStates::state).toList();
    }

    /** The scales of what is derived, feature by feature. */
    static List<FeatureState> derived(FeatureEncoder encoder) {
        return encoder.features().stream()
                .filter(DerivedFeature.class::isInstance)
                .flatMap(f -> ((DerivedFeature) f).derived().stream())
                .map(FeatureStates::state)
                .toList();
    }

    static ByteBuffer entities(FeatureEncoder encoder) {
        long[] hashes = encoder.entities().hashes();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * hashes.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(hashes);
        return bytes;
    }

    private static FeatureState state(FittedFeature feature) {
        FeatureSpec spec = feature.spec();
        Derive derive = spec.derive();
        FeatureState.Builder state = FeatureState.newBuilder()
                .setField(spec.field())
                .setType(spec.type().label())
                .setScale(spec.scale().label())
                .setNormalize(spec.normalize().label())
                .setClip(
                        spec.clip() == null
                                ? null
                                : List.of(spec.clip().low(), spec.clip().high()))
                .setDerive(derive.kinds().stream().map(Derived::label).toList())
                .setSpan(derive.span())
                .setShape(spec.shape())
                .setTop(spec.top())
                .setDimensions(spec.dimensions())
                .setCycles(spec.cycles().stream().map(Cycle::label).toList())
                .setZone(spec.zone().getId())
                .setCenter(0)
                .setSpread(1)
                .setLevel(0)
                // Not left to the default: Avro would resolve its records through a class that it does not trust.
                .setCategories(List.of());
        if (feature instanceof FieldScaler number) {
            scaler(number, state);
        } else if (feature instanceof DerivedFeature derived) {
            scaler(derived.number(), state);
        } else if (feature instanceof ArrayFeature array) {
            curve(array.curve(), state);
            state.setLevels(Floats.encode(array.levels()));
        } else if (feature instanceof CategoryFeature categories) {
            List<CategoryCount> counts = new ArrayList<>();
            categories.counts().forEach((category, rows) -> counts.add(new CategoryCount(category, rows)));
            state.setCategories(counts).setOtherRows(categories.others());
        } else if (feature instanceof TextFeature text) {
            state.setIdf(Floats.encode(text.idf())).setLevels(Floats.encode(text.levels()));
        }
        return state.build();
    }

    private static void scaler(FieldScaler number, FeatureState.Builder state) {
        curve(number.curve(), state);
        state.setLevel(number.level());
        if (number.levels() != null) {
            EntityLevels levels = number.levels();
            state.setEntityLevels(doubles(levels.level(), levels.levels()));
            state.setEntitySpreads(doubles(levels.spread(), levels.spreads()));
        }
    }

    private static void curve(Curve curve, FeatureState.Builder state) {
        if (curve instanceof Curve.Linear linear) {
            state.setCurve(LINEAR).setCenter(linear.center()).setSpread(linear.spread());
        } else if (curve instanceof Curve.SignedLog log) {
            state.setCurve(SIGNED_LOG)
                    .setUnit(log.unit())
                    .setCenter(log.center())
                    .setSpread(log.spread());
        } else if (curve instanceof Curve.Normal normal) {
            state.setCurve(NORMAL)
                    .setQuantiles(Arrays.stream(normal.quantiles()).boxed().toList());
        }
    }

    /** The pipeline's value, then the entities'. */
    private static ByteBuffer doubles(double first, double[] others) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Double.BYTES * (1 + others.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(first).put(others);
        return bytes;
    }

    /**
     * @throws ArtifactException where a number is not finite, or a feature is there twice
     * @throws IllegalArgumentException where the parts do not fit together
     */
    static FeatureEncoder encoder(List<FeatureState> states, List<FeatureState> derived, ByteBuffer entities)
            throws ArtifactException {
        List<FittedFeature> features = new ArrayList<>(states.size());
        int next = 0;
        for (FeatureState state : states) {
            int kinds = Math.min(state.getDerive().size(), derived.size() - next);
            features.add(feature(state, derived.subList(next, next + kinds)));
            next += kinds;
        }
        if (next < derived.size()) {
            throw new IllegalArgumentException(
                    "scales of " + derived.size() + " derived columns, but the features have " + next);
        }
        if (features.stream().map(FittedFeature::field).distinct().count() != features.size()) {
            throw new ArtifactException(Reason.SHAPE, "artifact names a feature twice");
        }
        long[] hashes = new long[whole(entities, Long.BYTES)];
        entities.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(hashes);
        return new FeatureEncoder(features, new EntityIndex(hashes));
    }

    private static FittedFeature feature(FeatureState state, List<FeatureState> derived) throws ArtifactException {
        requireFinite(state);
        FeatureSpec spec = spec(state);
        return switch (spec.type()) {
            case NUMBER, BOOLEAN ->
                spec.derive().isNone()
                        ? scaler(spec, state)
                        : new DerivedFeature(scaler(spec, state), derived(spec, derived));
            case ARRAY -> new ArrayFeature(spec, curve(state), floats(state.getLevels()));
            case CATEGORICAL -> new CategoryFeature(spec, counts(state), state.getOtherRows());
            case TIME -> new TimeFeature(spec);
            case TEXT -> new TextFeature(spec, floats(state.getIdf()), floats(state.getLevels()));
        };
    }

    private static FieldScaler scaler(FeatureSpec spec, FeatureState state) throws ArtifactException {
        requireFinite(state);
        return new FieldScaler(spec, curve(state), state.getLevel(), levels(state));
    }

    private static List<FieldScaler> derived(FeatureSpec number, List<FeatureState> states) throws ArtifactException {
        List<FieldScaler> derived = new ArrayList<>(states.size());
        for (FeatureState state : states) {
            derived.add(scaler(DerivedFeature.ofDerived(number), state));
        }
        return derived;
    }

    private static void requireFinite(FeatureState state) throws ArtifactException {
        ModelCompiler.requireFinite(
                "feature " + Untrusted.brief(state.getField()),
                new double[] {state.getCenter(), state.getSpread(), state.getUnit(), state.getLevel()});
    }

    private static FeatureSpec spec(FeatureState state) {
        List<Double> clip = state.getClip();
        if (clip != null && clip.size() != 2) {
            throw new IllegalArgumentException("clip: expected two numbers, got " + clip.size());
        }
        ZoneId zone;
        try {
            zone = ZoneId.of(state.getZone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("unknown time zone \"" + Untrusted.brief(state.getZone()) + "\"", e);
        }
        return new FeatureSpec(
                state.getField(),
                constant(FeatureType.class, state.getType()),
                Scale.ofLabel(state.getScale()),
                constant(Normalize.class, state.getNormalize()),
                clip == null ? null : new Clip(clip.get(0), clip.get(1)),
                new Derive(
                        state.getDerive().stream()
                                .map(d -> constant(Derived.class, d))
                                .toList(),
                        state.getSpan()),
                state.getShape(),
                state.getTop(),
                state.getDimensions(),
                state.getCycles().stream().map(c -> constant(Cycle.class, c)).toList(),
                zone);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String label) {
        return Enum.valueOf(type, label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Curve curve(FeatureState state) {
        return switch (state.getCurve()) {
            case LINEAR -> new Curve.Linear(state.getCenter(), state.getSpread());
            case SIGNED_LOG -> new Curve.SignedLog(state.getUnit(), state.getCenter(), state.getSpread());
            case NORMAL ->
                new Curve.Normal(state.getQuantiles().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
            default ->
                throw new IllegalArgumentException("unknown curve \"" + Untrusted.brief(state.getCurve()) + "\"");
        };
    }

    private static EntityLevels levels(FeatureState state) {
        double[] levels = new double[whole(state.getEntityLevels(), Double.BYTES)];
        double[] spreads = new double[whole(state.getEntitySpreads(), Double.BYTES)];
        if (levels.length == 0 && spreads.length == 0) {
            return null;
        }
        if (levels.length != spreads.length) {
            throw new IllegalArgumentException(
                    "entity levels (" + levels.length + ") differ from entity spreads (" + spreads.length + ")");
        }
        state.getEntityLevels()
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(levels);
        state.getEntitySpreads()
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(spreads);
        return new EntityLevels(
                levels[0],
                spreads[0],
                Arrays.copyOfRange(levels, 1, levels.length),
                Arrays.copyOfRange(spreads, 1, spreads.length));
    }

    private static Map<String, Long> counts(FeatureState state) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (CategoryCount count : state.getCategories()) {
            if (counts.put(count.getCategory(), count.getRows()) != null) {
                throw new IllegalArgumentException("a category is there twice");
            }
        }
        return counts;
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] values = new float[whole(bytes, Float.BYTES)];
        Floats.decode(bytes, 0, values);
        return values;
    }

    private static int whole(ByteBuffer bytes, int each) {
        if (bytes.remaining() % each != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are no whole number of values");
        }
        return bytes.remaining() / each;
    }
}
