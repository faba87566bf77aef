package dev.sluice.record;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.CalibrationState;
import dev.sluice.contract.CategoryCount;
import dev.sluice.contract.Check;
import dev.sluice.contract.CodecData;
import dev.sluice.contract.Decision;
import dev.sluice.contract.DetectorState;
import dev.sluice.contract.Drift;
import dev.sluice.contract.Exclusion;
import dev.sluice.contract.FeatureState;
import dev.sluice.contract.Feedback;
import dev.sluice.contract.FeedbackVerdict;
import dev.sluice.contract.Fence;
import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.GoldenVector;
import dev.sluice.contract.GridData;
import dev.sluice.contract.Latent;
import dev.sluice.contract.LatentMap;
import dev.sluice.contract.Layer;
import dev.sluice.contract.LineData;
import dev.sluice.contract.MemberState;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.OffsetRange;
import dev.sluice.contract.OpeningState;
import dev.sluice.contract.ProfileData;
import dev.sluice.contract.Provenance;
import dev.sluice.contract.ReferenceState;
import dev.sluice.contract.Score;
import dev.sluice.contract.SignalDrift;
import dev.sluice.contract.SignalState;
import dev.sluice.contract.Silence;
import dev.sluice.contract.WanderState;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Avro's access to the classes of {@code schemas/}, and to no others: a schema that names any other class gets none, so
 * bytes from outside cannot choose what is instantiated.
 */
public final class ContractData extends SpecificData {

    public static final ContractData INSTANCE = new ContractData();

    private final Map<String, Class<?>> classes = List.of(
                    Activation.class,
                    Alert.class,
                    AlertState.class,
                    CalibrationState.class,
                    Decision.class,
                    CategoryCount.class,
                    Check.class,
                    CodecData.class,
                    DetectorState.class,
                    Drift.class,
                    Exclusion.class,
                    FeatureState.class,
                    Feedback.class,
                    FeedbackVerdict.class,
                    Fence.class,
                    FieldContribution.class,
                    GoldenVector.class,
                    GridData.class,
                    Latent.class,
                    LatentMap.class,
                    Layer.class,
                    LineData.class,
                    MemberState.class,
                    ModelArtifact.class,
                    OffsetRange.class,
                    OpeningState.class,
                    ProfileData.class,
                    Provenance.class,
                    ReferenceState.class,
                    Score.class,
                    SignalDrift.class,
                    SignalState.class,
                    Silence.class,
                    WanderState.class)
            .stream()
            .collect(Collectors.toMap(Class::getName, Function.identity()));

    private ContractData() {}

    @Override
    @SuppressWarnings("rawtypes") // as declared by Avro
    public Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> classes.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }
}
