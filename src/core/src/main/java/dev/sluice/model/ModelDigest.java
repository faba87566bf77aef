package dev.sluice.model;

import dev.sluice.contract.DetectorState;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.record.ContractData;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A digest of what a model is and of what it was made from, so that one that is made again can be told to be the same.
 * What differs between two makings of one model is left out: when and how fast ({@code createdAt}, {@code secondsRead},
 * {@code secondsTrain}) and where and by whom ({@code machine}, {@code codeVersion}, {@code engine}). So is {@code
 * configuration}, which is what a model is made again by, and how later versions write it down may change.
 */
public final class ModelDigest {

    private ModelDigest() {}

    /** SHA-256 in hexadecimal, of an artifact as a reader gives it. */
    public static String of(ModelArtifact artifact) {
        return HexFormat.of().formatHex(sha256().digest(ArtifactWriter.payload(comparable(artifact))));
    }

    /** Names of the artifact's fields in which two models differ, those of its provenance by their own names. */
    public static List<String> differences(ModelArtifact left, ModelArtifact right) {
        ModelArtifact ours = comparable(left);
        ModelArtifact others = comparable(right);
        List<String> names = new ArrayList<>();
        addDifferences(ours, others, "provenance", names);
        addDifferences(ours.getProvenance(), others.getProvenance(), "", names);
        return names;
    }

    private static void addDifferences(SpecificRecord left, SpecificRecord right, String but, List<String> into) {
        for (Schema.Field field : left.getSchema().getFields()) {
            if (!field.name().equals(but) && !Objects.equals(left.get(field.pos()), right.get(field.pos()))) {
                into.add(field.name());
            }
        }
    }

    private static ModelArtifact comparable(ModelArtifact artifact) {
        ModelArtifact comparable = ContractData.INSTANCE.deepCopy(ModelArtifact.getClassSchema(), artifact);
        Provenance from = comparable.getProvenance();
        for (String time : List.of("secondsRead", "secondsTrain")) {
            from.put(time, 0.0);
        }
        from.put("createdAt", 0L);
        for (String place : List.of("machine", "codeVersion", "engine", "configuration")) {
            from.put(place, "");
        }
        // What a reader makes of a map has no order of its own.
        from.put("figures", new TreeMap<>(from.getFigures()));
        DetectorState detector = comparable.getDetector();
        detector.put("vectors", new TreeMap<>(detector.getVectors()));
        detector.put("figures", new TreeMap<>(detector.getFigures()));
        return comparable;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
