package dev.sluice.wire;

import dev.sluice.avro.ContractAvro;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes scores, latents and alerts in Avro with the ids that the registry gave their schemas, and in JSON what only Sluice
 * reads. Thread-safe.
 */
final class AvroOutputs implements Function<SpecificRecord, byte[]> {

    private final Map<Class<?>, ContractAvro> writers = new HashMap<>();

    /** Registers the schemas. */
    AvroOutputs(PipelineConfig config, SchemaRegistry registry) {
        for (OutputType type : OutputType.values()) {
            int id = registry.register(type.subject(config), type.schema());
            writers.put(type.contract(), new ContractAvro(type.contract(), id));
        }
    }

    @Override
    public byte[] apply(SpecificRecord contract) {
        ContractAvro writer = writers.get(contract.getClass());
        return writer == null ? ContractJson.encode(contract) : writer.encode(contract);
    }
}
