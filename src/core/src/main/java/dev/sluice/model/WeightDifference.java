package dev.sluice.model;

import dev.sluice.contract.DetectorState;
import dev.sluice.contract.Layer;
import dev.sluice.contract.MemberState;
import dev.sluice.contract.ModelArtifact;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The largest difference between the weights of two models: of their networks, the detector's members included, and of
 * the detector's codebooks.
 *
 * @param largest absolute difference, at least 0; NaN where one of them is no number
 * @param where whose weights these are, such as {@code encoder layer 2}; empty where nothing differs
 */
public record WeightDifference(double largest, String where) {

    private static final String CODEBOOK = " codebook";

    /** Empty where the networks of the two are not of the same shape; codebooks of other sizes are passed over. */
    public static Optional<WeightDifference> between(ModelArtifact left, ModelArtifact right) {
        Map<String, ByteBuffer> ours = weights(left);
        Map<String, ByteBuffer> others = weights(right);
        if (!ours.keySet().equals(others.keySet())) {
            return Optional.empty();
        }
        WeightDifference largest = new WeightDifference(0, "");
        for (Map.Entry<String, ByteBuffer> entry : ours.entrySet()) {
            ByteBuffer l = littleEndian(entry.getValue());
            ByteBuffer r = littleEndian(others.get(entry.getKey()));
            if (l.remaining() != r.remaining()) {
                if (entry.getKey().endsWith(CODEBOOK)) {
                    continue; // As large as there were rows for.
                }
                return Optional.empty();
            }
            double difference = difference(l, r);
            if (Double.isNaN(difference)) {
                return Optional.of(new WeightDifference(difference, entry.getKey()));
            }
            if (difference > largest.largest) {
                largest = new WeightDifference(difference, entry.getKey());
            }
        }
        return Optional.of(largest);
    }

    private static double difference(ByteBuffer left, ByteBuffer right) {
        double largest = 0;
        while (left.remaining() >= Float.BYTES) {
            double difference = Math.abs((double) left.getFloat() - right.getFloat());
            largest = Math.max(largest, difference); // a NaN stays one
        }
        return largest;
    }

    private static ByteBuffer littleEndian(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Map<String, ByteBuffer> weights(ModelArtifact artifact) {
        Map<String, ByteBuffer> all = new LinkedHashMap<>();
        put("encoder", artifact.getEncoderLayers(), all);
        put("decoder", artifact.getDecoderLayers(), all);
        put("uncertainty", artifact.getUncertaintyLayers(), all);
        DetectorState detector = artifact.getDetector();
        int number = 0;
        for (MemberState member : detector.getMembers()) {
            String name = "member " + ++number;
            put(name, member.getLayers(), all);
            all.put(name + CODEBOOK, member.getCodebook());
        }
        return all;
    }

    private static void put(String network, List<Layer> layers, Map<String, ByteBuffer> into) {
        for (int i = 0; i < layers.size(); i++) {
            into.put(
                    network + " layer " + (i + 1) + " " + layers.get(i).getKind() + " weights",
                    layers.get(i).getWeights());
            into.put(network + " layer " + (i + 1) + " bias", layers.get(i).getBias());
        }
    }
}
