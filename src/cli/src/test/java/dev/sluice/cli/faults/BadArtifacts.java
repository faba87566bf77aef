package dev.sluice.cli.faults;

import dev.sluice.contract.Layer;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.signature.SigningKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What a trainer that has gone wrong may publish, made of an artifact that is good. */
final class BadArtifacts {

    private static final int FORMAT_VERSION_AT = 8;

    private BadArtifacts() {}

    /**
     * The bytes by what is wrong with them.
     *
     * @param good an artifact that scorers take
     * @param version that the bad ones are published as
     * @param maxBytes what scorers read at most
     * @param key that scorers trust
     */
    static Map<String, byte[]> of(byte[] good, int version, int maxBytes, SigningKey key) throws ArtifactException {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        byte[] corrupt = good.clone();
        corrupt[corrupt.length / 2] ^= 0x40;
        bad.put("corrupt", corrupt);
        bad.put("truncated", Arrays.copyOf(good, good.length / 2));
        byte[] newer = good.clone();
        ByteBuffer.wrap(newer).putInt(FORMAT_VERSION_AT, 99);
        bad.put("newer format", newer);
        bad.put("oversize", Arrays.copyOf(good, maxBytes + 1_000));

        ModelArtifact elsewhere = copy(good, version, maxBytes);
        set(elsewhere, "pipeline", "elsewhere");
        bad.put("wrong pipeline", signed(elsewhere, key));

        ModelArtifact holed = copy(good, version, maxBytes);
        Layer first = holed.getEncoderLayers().get(0);
        set(first, "weights", notANumber(first.getWeights()));
        bad.put("NaN weights", signed(holed, key));

        ModelArtifact narrow = copy(good, version, maxBytes);
        set(narrow, "decoderLayers", narrow.getEncoderLayers());
        bad.put("wrong dimensions", signed(narrow, key));

        ModelArtifact otherwiseGood = copy(good, version, maxBytes);
        bad.put("unsigned", ArtifactWriter.write(otherwiseGood));
        bad.put("stranger's signature", signed(otherwiseGood, SigningKey.generate()));
        byte[] forged = signed(otherwiseGood, key);
        forged[forged.length - 1] ^= 1;
        bad.put("bad signature", forged);
        return bad;
    }

    private static byte[] signed(ModelArtifact artifact, SigningKey key) {
        return ArtifactWriter.sign(ArtifactWriter.write(artifact), key);
    }

    private static ModelArtifact copy(byte[] good, int version, int maxBytes) throws ArtifactException {
        ModelArtifact artifact = ArtifactReader.read(good, maxBytes);
        set(artifact, "version", version);
        return artifact;
    }

    private static void set(SpecificRecord record, String field, Object value) {
        record.put(record.getSchema().getField(field).pos(), value);
    }

    private static ByteBuffer notANumber(ByteBuffer weights) {
        byte[] bytes = new byte[weights.remaining()];
        weights.duplicate().get(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
        return ByteBuffer.wrap(bytes);
    }
}
