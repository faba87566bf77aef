package dev.sluice.model;

import dev.sluice.codec.Autoencoder;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.FieldGrid;
import dev.sluice.codec.FieldKind;
import dev.sluice.codec.LinearPredictor;
import dev.sluice.codec.Profile;
import dev.sluice.contract.CodecData;
import dev.sluice.contract.GridData;
import dev.sluice.contract.LineData;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.ProfileData;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.packed.PackedException;
import dev.sluice.packed.PackedNumbers;
import dev.sluice.packed.Packing;
import dev.sluice.record.Untrusted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** How records are packed, as artifact data and back. */
public final class CodecStates {
    private CodecStates() {}

    /** Adds a plan to an artifact that was just assembled, and gives it back. */
    public static ModelArtifact with(ModelArtifact artifact, PackingPlan plan) {
        // A copying builder would ask Avro's own class loading, which trusts no contract.
        artifact.put(ModelArtifact.getClassSchema().getField("codec").pos(), of(plan));
        return artifact;
    }

    private static CodecData of(PackingPlan plan) {
        CodecState state = plan.state();
        return new CodecData(
                IntStream.range(0, state.fields())
                        .mapToObj(
                                f -> grid(plan.numbers().name(f), state.grids().get(f)))
                        .toList(),
                state.latents().stream().map(grid -> grid("", grid)).toList(),
                lines(state.within(), state.fields()),
                lines(state.across(), state.fields()),
                lines(state.joint(), state.latents().isEmpty() ? 0 : state.fields()),
                state.profiles().stream().map(CodecStates::profile).toList(),
                plan.stampOrigin(),
                plan.templates().stream().map(ByteBuffer::wrap).toList());
    }

    private static GridData grid(String name, FieldGrid grid) {
        return new GridData(name, grid.kind().label(), grid.origin(), grid.bound(), grid.step());
    }

    private static List<LineData> lines(LinearPredictor lines, int fields) {
        return IntStream.range(0, fields)
                .mapToObj(f -> new LineData(
                        Arrays.stream(lines.sources(f)).boxed().toList(),
                        Arrays.stream(lines.weights(f)).boxed().toList(),
                        lines.offset(f)))
                .toList();
    }

    private static ProfileData profile(Profile profile) {
        return new ProfileData(
                profile.latent(),
                profile.predictors(),
                ByteBuffer.wrap(profile.first()),
                Arrays.stream(profile.costs())
                        .flatMapToInt(Arrays::stream)
                        .boxed()
                        .toList(),
                Arrays.stream(profile.references()).boxed().toList(),
                ByteBuffer.wrap(profile.odds()));
    }

    /**
     * As {@link #plan}, for packers and unpackers.
     *
     * @param leftOut features whose numbers are not to be kept
     */
    static Optional<Packing> packing(CodecData data, CompiledModel model, List<String> leftOut)
            throws ArtifactException {
        Optional<PackingPlan> plan = plan(data, model);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(plan.get().opened(model.features().specs(), leftOut));
        } catch (PackedException e) {
            throw new ArtifactException(Reason.MALFORMED, "codec: " + e.getMessage(), e);
        }
    }

    /**
     * @param data null in an artifact whose records are not to be packed
     * @throws IllegalArgumentException where the parts do not fit together
     */
    static Optional<PackingPlan> plan(CodecData data, CompiledModel model) throws ArtifactException {
        if (data == null) {
            return Optional.empty();
        }
        requireSize("grids", data.getGrids().size(), CodecState.MOST_FIELDS);
        requireSize("latents", data.getLatents().size(), model.latentSize());
        PackedNumbers numbers = numbers(data.getGrids(), model);
        CodecState state = CodecState.of(
                model.version(),
                grids(data.getGrids()),
                grids(data.getLatents()),
                autoencoder(data, model, numbers),
                lines(data.getWithin()),
                lines(data.getAcross()),
                joint(data),
                profiles(
                        data.getProfiles(),
                        data.getGrids().size() + data.getLatents().size()));
        List<byte[]> templates =
                data.getTemplates().stream().map(CodecStates::bytes).toList();
        return Optional.of(new PackingPlan(numbers, state, data.getStampOrigin(), templates));
    }

    private static Autoencoder autoencoder(CodecData data, CompiledModel model, PackedNumbers numbers)
            throws ArtifactException {
        if (data.getLatents().isEmpty()) {
            return null;
        }
        return ModelAutoencoder.of(model, numbers)
                .orElseThrow(() -> new ArtifactException(
                        Reason.SHAPE, "the codec has latents, but the model's autoencoder sees no record alone"));
    }

    private static PackedNumbers numbers(List<GridData> grids, CompiledModel model) throws ArtifactException {
        List<String> names = grids.stream().map(GridData::getName).toList();
        Set<String> packed = Set.copyOf(names);
        PackedNumbers numbers =
                PackedNumbers.of(model.features().specs()).only(number -> packed.contains(number.name()));
        if (!numbers.names().equals(names)) {
            throw new ArtifactException(
                    Reason.SHAPE,
                    "the codec packs " + Untrusted.brief(names.toString()) + ", which are not numbers of the model"
                            + " in their order");
        }
        return numbers;
    }

    private static List<FieldGrid> grids(List<GridData> data) throws ArtifactException {
        List<FieldGrid> grids = new ArrayList<>();
        for (GridData grid : data) {
            FieldKind kind = FieldKind.of(grid.getKind());
            if (kind == null) {
                throw new ArtifactException(
                        Reason.MALFORMED, "unknown kind of numbers \"" + Untrusted.brief(grid.getKind()) + "\"");
            }
            ModelCompiler.requireFinite("codec grid", new double[] {grid.getOrigin(), grid.getBound(), grid.getStep()});
            grids.add(new FieldGrid(kind, grid.getOrigin(), grid.getBound(), grid.getStep()));
        }
        return grids;
    }

    private static LinearPredictor joint(CodecData data) throws ArtifactException {
        if (data.getLatents().isEmpty() && data.getJoint().isEmpty()) {
            int fields = data.getGrids().size();
            return new LinearPredictor(new int[fields][0], new long[fields][0], new long[fields]);
        }
        return lines(data.getJoint());
    }

    private static LinearPredictor lines(List<LineData> data) throws ArtifactException {
        requireSize("predicted numbers", data.size(), CodecState.MOST_FIELDS);
        int[][] sources = new int[data.size()][];
        long[][] weights = new long[data.size()][];
        for (int f = 0; f < sources.length; f++) {
            LineData line = data.get(f);
            sources[f] = line.getSources().stream().mapToInt(Integer::intValue).toArray();
            weights[f] = line.getWeights().stream().mapToLong(Long::longValue).toArray();
        }
        long[] offsets = data.stream().mapToLong(LineData::getOffset).toArray();
        return new LinearPredictor(sources, weights, offsets);
    }

    private static List<Profile> profiles(List<ProfileData> data, int lanes) throws ArtifactException {
        List<Profile> profiles = new ArrayList<>();
        for (ProfileData profile : data) {
            int[] flat = profile.getCosts().stream().mapToInt(Integer::intValue).toArray();
            if (flat.length % lanes != 0) {
                throw new ArtifactException(
                        Reason.SHAPE, "codec costs: " + flat.length + " numbers for " + lanes + " lanes");
            }
            int each = flat.length / lanes;
            int[][] costs = new int[lanes][];
            Arrays.setAll(costs, lane -> Arrays.copyOfRange(flat, lane * each, (lane + 1) * each));
            profiles.add(new Profile(
                    profile.getLatent(),
                    profile.getPredictors(),
                    bytes(profile.getFirst()),
                    costs,
                    profile.getReferences().stream().mapToInt(Integer::intValue).toArray(),
                    bytes(profile.getOdds())));
        }
        return profiles;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void requireSize(String what, int size, int most) throws ArtifactException {
        if (size > most) {
            throw new ArtifactException(Reason.SHAPE, "codec: " + size + " " + what + ", at most " + most);
        }
    }
}
