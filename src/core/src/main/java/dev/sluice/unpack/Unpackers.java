package dev.sluice.unpack;

import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.packed.Original;
import dev.sluice.packed.PackedException;
import dev.sluice.packed.Packing;
import dev.sluice.packed.Unpacker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Reads the packed messages of a pipeline, each with the model that it names, which is asked for once. Not thread-safe. */
public final class Unpackers {

    /** Messages that can be read without a model name this version. */
    private static final int NO_MODEL = 0;

    private final String pipeline;
    private final int maxModelBytes;
    private final IntFunction<Optional<byte[]>> artifacts;
    private final Map<Integer, Unpacker> unpackers = new HashMap<>();
    private final Map<Integer, LoadedModel> models = new HashMap<>();

    /**
     * @param maxModelBytes as in {@code models.max-bytes}
     * @param artifacts by version, as they were published
     */
    public Unpackers(String pipeline, int maxModelBytes, IntFunction<Optional<byte[]>> artifacts) {
        this.pipeline = pipeline;
        this.maxModelBytes = maxModelBytes;
        this.artifacts = artifacts;
        unpackers.put(NO_MODEL, new Unpacker(Packing.NONE));
    }

    /**
     * @param key of the message
     * @throws PackedException where the bytes are no packed message, or its model is not there
     */
    public List<Original> unpack(byte[] key, byte[] message) throws PackedException {
        return of(Unpacker.version(message)).unpack(key, message);
    }

    /** A model that messages were read with; empty where it is none, or was not needed yet. */
    public Optional<LoadedModel> model(int version) {
        return Optional.ofNullable(models.get(version));
    }

    private Unpacker of(int version) throws PackedException {
        Unpacker known = unpackers.get(version);
        if (known == null) {
            LoadedModel model = load(version);
            known = new Unpacker(model.packing(List.of())
                    .orElseThrow(() -> new PackedException("packed with model " + version
                            + ", which was made without compression: the message is damaged")));
            models.put(version, model);
            unpackers.put(version, known);
        }
        return known;
    }

    private LoadedModel load(int version) throws PackedException {
        byte[] artifact = artifacts
                .apply(version)
                .orElseThrow(() -> new PackedException("packed with model " + version + " of pipeline \"" + pipeline
                        + "\", which its models topic does not have: without it the numbers cannot be read"));
        try {
            return ArtifactReader.load(artifact, maxModelBytes, pipeline);
        } catch (ArtifactException e) {
            throw new PackedException("packed with model " + version + ", which cannot be used: " + e.getMessage(), e);
        }
    }
}
