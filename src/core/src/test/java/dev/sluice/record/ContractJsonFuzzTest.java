package dev.sluice.record;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Fence;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Whatever the bytes, a topic of Sluice's own ends in a record of its schema, or in a bad one. */
class ContractJsonFuzzTest {

    private static final Allowance ALLOWANCE = new Allowance(64 << 10, 400);

    private static final List<Class<? extends SpecificRecord>> TYPES =
            List.of(Activation.class, Score.class, Alert.class, Latent.class, Fence.class);

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void decodes(byte[] value) {
        for (Class<? extends SpecificRecord> type : TYPES) {
            Hostile.read(value, ALLOWANCE, BadRecordException.class, () -> ContractJson.decode(value, type));
        }
    }
}
