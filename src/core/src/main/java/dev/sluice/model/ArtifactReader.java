package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.record.ContractData;
import dev.sluice.record.Untrusted;
import dev.sluice.signature.KeyFingerprint;
import dev.sluice.signature.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads artifacts in the format of {@link ArtifactFormat}. Nothing is parsed before size, lengths, digest and, where keys
 * are trusted, signature have been checked, and any bytes at all end in an artifact or an {@link ArtifactException}.
 */
public final class ArtifactReader {

    private static final byte[] OWN_SCHEMA =
            ModelArtifact.getClassSchema().toString().getBytes(StandardCharsets.UTF_8);

    static {
        // Avro allocates what a length field claims before it reads. These limits bound it, unless an operator set
        // others.
        limit("org.apache.avro.limits.bytes.maxLength", 64 << 20);
        limit("org.apache.avro.limits.string.maxLength", 1 << 20);
        limit("org.apache.avro.limits.collectionItems.maxLength", 1 << 20);
    }

    private ArtifactReader() {}

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    /** Reads, verifies and compiles an artifact, whoever signed it. */
    public static LoadedModel load(byte[] bytes, int maxBytes, String pipeline) throws ArtifactException {
        return load(bytes, maxBytes, pipeline, TrustedKeys.ANYONE);
    }

    /**
     * Reads, verifies and compiles an artifact.
     *
     * @param bytes the artifact
     * @param maxBytes largest size allowed
     * @param pipeline the pipeline it must belong to
     * @param trusted one of these must have signed it, where there are any
     */
    public static LoadedModel load(byte[] bytes, int maxBytes, String pipeline, TrustedKeys trusted)
            throws ArtifactException {
        ModelArtifact artifact = read(bytes, maxBytes, trusted);
        if (!artifact.getPipeline().equals(pipeline)) {
            throw new ArtifactException(
                    Reason.WRONG_PIPELINE,
                    "artifact belongs to pipeline \"" + Untrusted.brief(artifact.getPipeline()) + "\", not \""
                            + pipeline + "\"");
        }
        return new LoadedModel(artifact, ModelCompiler.compile(artifact));
    }

    /** Reads an artifact as data, whoever signed it: size, container and digest are checked, the numbers inside are not. */
    public static ModelArtifact read(byte[] bytes, int maxBytes) throws ArtifactException {
        return read(bytes, maxBytes, TrustedKeys.ANYONE);
    }

    private static ModelArtifact read(byte[] bytes, int maxBytes, TrustedKeys trusted) throws ArtifactException {
        ArtifactEnvelope envelope = ArtifactEnvelope.open(bytes, maxBytes);
        envelope.require(trusted);
        return parse(bytes, envelope.schemaLength(), envelope.payloadLength());
    }

    /**
     * The key that an artifact says it is signed by; empty where it is not signed. Whether it is, only {@link #load} with
     * that key among the trusted ones tells.
     */
    public static Optional<KeyFingerprint> signedBy(byte[] bytes, int maxBytes) throws ArtifactException {
        return ArtifactEnvelope.open(bytes, maxBytes).signedBy();
    }

    private static ModelArtifact parse(byte[] bytes, int schemaLength, int payloadLength) throws ArtifactException {
        try {
            Schema written = schema(bytes, schemaLength);
            BinaryDecoder decoder = DecoderFactory.get()
                    .binaryDecoder(bytes, ArtifactFormat.BODY_AT + schemaLength, payloadLength, null);
            ModelArtifact artifact = new SpecificDatumReader<ModelArtifact>(
                            written, ModelArtifact.getClassSchema(), ContractData.INSTANCE)
                    .read(null, decoder);
            if (!decoder.isEnd()) {
                throw new ArtifactException(Reason.MALFORMED, "artifact payload goes on after the model");
            }
            return artifact;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new ArtifactException(
                    Reason.MALFORMED,
                    "artifact payload is not a model: " + Untrusted.brief(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /** Most artifacts were written with the schema of this very version, which need not be parsed. */
    private static Schema schema(byte[] bytes, int length) {
        int from = ArtifactFormat.BODY_AT;
        return Arrays.equals(bytes, from, from + length, OWN_SCHEMA, 0, OWN_SCHEMA.length)
                ? ModelArtifact.getClassSchema()
                : new Schema.Parser().parse(new String(bytes, from, length, StandardCharsets.UTF_8));
    }
}
