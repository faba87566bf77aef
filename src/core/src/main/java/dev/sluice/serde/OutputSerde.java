package dev.sluice.serde;

import dev.sluice.avro.ContractAvro;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.SerdeConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.registry.RegistryRefusalException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A user's serializer: is given scores, latents and alerts as Avro {@code GenericRecord}s. What only Sluice reads stays
 * JSON. Thread-safe: one at a time.
 */
public final class OutputSerde implements Function<SpecificRecord, byte[]>, AutoCloseable {

    private static final String KEY = "output.serde";

    private final Serializer<Object> serializer;
    private final String name;
    private final Map<Class<?>, String> topics;
    private final Map<Class<?>, Schema> schemas = new HashMap<>();

    /**
     * @param topics of the types that go through it
     * @throws ConfigException where the class cannot be used
     */
    @SuppressWarnings("unchecked") // A serializer of another type says so when it gets a record.
    public OutputSerde(SerdeConfig config, Map<Class<?>, String> topics) {
        this.serializer = SerdeLoader.load(KEY, config, Serializer.class);
        this.name = KEY + " " + config.type();
        this.topics = Map.copyOf(topics);
        try {
            serializer.configure(config.properties(), false);
        } catch (RuntimeException e) {
            throw SerdeLoader.unconfigured(KEY, config, e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.sluice.registry.RegistryOutageException where the serializer cannot do its work now
     * @throws RegistryRefusalException where it does not take the record: it would take no other either
     */
    @Override
    public byte[] apply(SpecificRecord contract) {
        String topic = topics.get(contract.getClass());
        return topic == null ? ContractJson.encode(contract) : serialize(topic, contract);
    }

    private synchronized byte[] serialize(String topic, SpecificRecord contract) {
        Schema schema = schemas.computeIfAbsent(contract.getClass(), type -> ContractAvro.schema(contract.getClass()));
        try {
            return serializer.serialize(topic, generic(contract, schema));
        } catch (RuntimeException e) {
            SerdeFailure.rethrowIfElsewhere(name, e);
            throw new RegistryRefusalException(
                    name + " does not take a " + schema.getName() + ": " + SerdeFailure.reason(e), e);
        }
    }

    private static Object generic(Object value, Schema schema) {
        if (value == null) {
            return null;
        }
        return switch (schema.getType()) {
            case RECORD -> {
                SpecificRecord specific = (SpecificRecord) value;
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    record.put(field.pos(), generic(specific.get(field.pos()), field.schema()));
                }
                yield record;
            }
            case UNION ->
                generic(
                        value,
                        schema.getTypes().stream()
                                .filter(s -> s.getType() != Schema.Type.NULL)
                                .findFirst()
                                .orElseThrow());
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                ((List<?>) value).forEach(element -> elements.add(generic(element, schema.getElementType())));
                yield elements;
            }
            case ENUM -> new GenericData.EnumSymbol(schema, value.toString());
            default -> value;
        };
    }

    @Override
    public synchronized void close() {
        serializer.close();
    }
}
