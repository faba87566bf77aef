package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.record.ContractData;
import dev.sluice.record.Untrusted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads artifacts in the format of {@link ArtifactFormat}. Nothing is parsed before size, lengths and digest have been
 * checked, and any bytes at all end in an artifact or an {@link ArtifactException}.
 */
public final class ArtifactReader {

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

    /**
     * Reads, verifies and compiles an artifact.
     *
     * @param bytes the artifact
     * @param maxBytes largest size allowed
     * @param pipeline the pipeline it must belong to
     */
    public static LoadedModel load(byte[] bytes, int maxBytes, String pipeline) throws ArtifactException {
        ModelArtifact artifact = read(bytes, maxBytes);
        if (!artifact.getPipeline().equals(pipeline)) {
            throw new ArtifactException(
                    Reason.WRONG_PIPELINE,
                    "artifact belongs to pipeline \"" + Untrusted.brief(artifact.getPipeline()) + "\", not \""
                            + pipeline + "\"");
        }
        return new LoadedModel(artifact, ModelCompiler.compile(artifact));
    }

    /** Reads an artifact as data: size, container and digest are checked, the numbers inside are not. */
    public static ModelArtifact read(byte[] bytes, int maxBytes) throws ArtifactException {
        if (bytes.length > maxBytes) {
            throw new ArtifactException(
                    Reason.TOO_LARGE, "artifact has " + bytes.length + " bytes, models.max-bytes allows " + maxBytes);
        }
        if (!Arrays.equals(
                bytes,
                0,
                Math.min(bytes.length, ArtifactFormat.MAGIC.length),
                ArtifactFormat.MAGIC,
                0,
                ArtifactFormat.MAGIC.length)) {
            throw new ArtifactException(
                    Reason.NOT_AN_ARTIFACT, "not a model artifact: it does not begin with the magic bytes of one");
        }
        if (bytes.length < ArtifactFormat.BODY_AT) {
            throw truncated(bytes.length, ArtifactFormat.BODY_AT);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int version = header.getInt(ArtifactFormat.VERSION_AT);
        if (version > ArtifactFormat.VERSION) {
            throw new ArtifactException(
                    Reason.NEWER_FORMAT,
                    "artifact format " + version + " is newer than " + ArtifactFormat.VERSION
                            + ", the newest this version of Sluice reads: upgrade the scorer before the trainer");
        }
        if (version < 1) {
            throw new ArtifactException(Reason.MALFORMED, "artifact format " + version + " does not exist");
        }
        if (version < ArtifactFormat.VERSION) {
            throw new ArtifactException(
                    Reason.OLDER_FORMAT,
                    "artifact format " + version + " was made by an earlier version of Sluice, this one reads format "
                            + ArtifactFormat.VERSION + ": retrain");
        }
        int schemaLength = header.getInt(ArtifactFormat.SCHEMA_LENGTH_AT);
        int payloadLength = header.getInt(ArtifactFormat.PAYLOAD_LENGTH_AT);
        if (schemaLength < 0 || schemaLength > ArtifactFormat.MAX_SCHEMA || payloadLength < 0) {
            throw new ArtifactException(
                    Reason.MALFORMED,
                    "artifact header claims " + schemaLength + " bytes of schema and " + payloadLength + " of payload");
        }
        long expected = (long) ArtifactFormat.BODY_AT + schemaLength + payloadLength;
        if (bytes.length != expected) {
            throw truncated(bytes.length, expected);
        }
        byte[] digest = Arrays.copyOfRange(bytes, ArtifactFormat.DIGEST_AT, ArtifactFormat.BODY_AT);
        if (!MessageDigest.isEqual(digest, ArtifactFormat.digest(bytes))) {
            throw new ArtifactException(Reason.DIGEST, "artifact digest does not match its bytes: it was altered");
        }
        return parse(bytes, schemaLength, payloadLength);
    }

    private static ArtifactException truncated(long actual, long expected) {
        return new ArtifactException(
                Reason.TRUNCATED, "artifact has " + actual + " bytes where " + expected + " were expected");
    }

    private static ModelArtifact parse(byte[] bytes, int schemaLength, int payloadLength) throws ArtifactException {
        try {
            Schema written = new Schema.Parser()
                    .parse(new String(bytes, ArtifactFormat.BODY_AT, schemaLength, StandardCharsets.UTF_8));
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
}
