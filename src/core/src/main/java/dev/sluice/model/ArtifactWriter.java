package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.record.ContractData;
import dev.sluice.signature.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes artifacts in the format of {@link ArtifactFormat}. The same artifact gives the same bytes. */
public final class ArtifactWriter {
    private ArtifactWriter() {}

    public static byte[] write(ModelArtifact artifact) {
        byte[] schema = ModelArtifact.getClassSchema().toString().getBytes(StandardCharsets.UTF_8);
        return seal(schema, payload(artifact));
    }

    /** An artifact of a schema and a payload that was written with it. */
    static byte[] seal(byte[] schema, byte[] payload) {
        byte[] bytes = ByteBuffer.allocate(ArtifactFormat.BODY_AT + schema.length + payload.length)
                .put(ArtifactFormat.MAGIC)
                .putInt(ArtifactFormat.VERSION)
                .putInt(schema.length)
                .putInt(payload.length)
                .put(new byte[ArtifactFormat.DIGEST_LENGTH])
                .put(schema)
                .put(payload)
                .array();
        byte[] digest = ArtifactFormat.digest(bytes, bytes.length);
        System.arraycopy(digest, 0, bytes, ArtifactFormat.DIGEST_AT, digest.length);
        return bytes;
    }

    /**
     * The same artifact, signed.
     *
     * @param unsigned as {@link #write} made it
     */
    public static byte[] sign(byte[] unsigned, SigningKey key) {
        int end = unsigned.length;
        byte[] bytes = Arrays.copyOf(unsigned, end + ArtifactFormat.TRAILER_LENGTH);
        ByteBuffer.wrap(bytes).putInt(ArtifactFormat.VERSION_AT, ArtifactFormat.SIGNED_VERSION);
        byte[] digest = ArtifactFormat.digest(bytes, end);
        System.arraycopy(digest, 0, bytes, ArtifactFormat.DIGEST_AT, digest.length);
        byte[] signature = key.sign(Arrays.copyOf(bytes, ArtifactFormat.BODY_AT));
        ByteBuffer.wrap(bytes).position(end).put(key.fingerprint().bytes()).put(signature);
        return bytes;
    }

    static byte[] payload(ModelArtifact artifact) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new SpecificDatumWriter<ModelArtifact>(ModelArtifact.getClassSchema(), ContractData.INSTANCE)
                    .write(artifact, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
