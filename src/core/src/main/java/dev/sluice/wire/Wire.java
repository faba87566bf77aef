package dev.sluice.wire;

import dev.sluice.avro.AvroJson;
import dev.sluice.avro.SchemaSource;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.model.CompiledModel;
import dev.sluice.packed.Cutter;
import dev.sluice.packed.NumberFields;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.WireConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldReader;
import dev.sluice.record.RecordDecoder;
import dev.sluice.registry.SchemaRegistry;
import dev.sluice.serde.InputSerde;
import dev.sluice.serde.OutputSerde;
import dev.sluice.serde.SerdeDecoder;
import dev.sluice.serde.SerdeFieldReader;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way of one pipeline's values from and to bytes: makes decoders and encoders, and holds what they share, the
 * registry's client and the user's serdes. Thread-safe; what it makes is for one thread, unless it says otherwise.
 */
public final class Wire implements AutoCloseable {

    private final PipelineConfig config;
    private final SchemaRegistry registry;
    private final InputSerde input;
    private OutputSerde output;

    /** @throws ConfigException where a file or class that the configuration names cannot be used */
    public Wire(PipelineConfig config) {
        WireConfig wire = config.wire();
        this.config = config;
        this.registry = wire.registry().isConfigured() ? new SchemaRegistry(wire.registry()) : null;
        this.input = wire.inputSerde().isConfigured()
                ? new InputSerde(wire.inputSerde(), config.input().topic())
                : null;
    }

    /** The registry, where there is one. */
    public Optional<SchemaRegistry> registry() {
        return Optional.ofNullable(registry);
    }

    /** The schemas of the registry; none where there is no registry. */
    public SchemaSource schemas() {
        return registry == null ? SchemaSource.NONE : registry;
    }

    /**
     * A decoder of input values.
     *
     * @param features what fills the slots of {@code Telemetry.observation}, in this order
     * @throws ConfigException where the input has no such column
     */
    public RecordDecoder decoder(List<FeatureSpec> features) {
        RecordDecoder decoder = config.input().decoder(features, schemas());
        return input == null ? decoder : new SerdeDecoder(input, decoder);
    }

    /**
     * Finds what differs from record to record.
     *
     * @param features that the decoder of these values fills
     */
    public Cutter cutter(List<FeatureSpec> features, NumberFields numbers) {
        return config.input().cutter(features, numbers, schemas());
    }

    /** A reader that lists all fields of sample records. */
    public FieldReader fieldReader() {
        FieldReader reader = config.input().fieldReader(schemas());
        return input == null ? reader : new SerdeFieldReader(input, reader);
    }

    /**
     * An input value as text in the format of {@link #textInput}, for looking at single fields.
     *
     * @throws BadRecordException where it cannot be read
     */
    public byte[] text(byte[] value) throws BadRecordException {
        if (input != null) {
            return input.text(value);
        }
        return config.input().format() == Format.AVRO ? new AvroJson(schemas()).of(value) : value;
    }

    /** How {@link #text} is written. */
    public InputConfig textInput() {
        return config.input().format() == Format.AVRO ? config.input().withFormat(Format.JSON) : config.input();
    }

    /** A reader of what Sluice writes. */
    public ContractReader outputs() {
        return new ContractReader(schemas());
    }

    /**
     * Makes, for a model, the encoder of scores, latents and alerts as the configuration says. Registers their schemas, once.
     *
     * @throws ConfigException where the configured serializer cannot be used
     * @throws dev.sluice.registry.RegistryOutageException where the registry does not answer
     * @throws dev.sluice.registry.RegistryRefusalException where it refuses
     */
    public synchronized Function<CompiledModel, OutputEncoder> encoders() {
        if (config.wire().outputSerde().isConfigured()) {
            OutputSerde serde = outputSerde();
            return model -> new ObjectEncoder(serde);
        }
        if (!config.wire().writesAvro()) {
            return model -> new FormEncoder(new JsonForm(), model.fields());
        }
        Map<OutputType, Integer> ids = new EnumMap<>(OutputType.class);
        for (OutputType type : OutputType.values()) {
            ids.put(type, registry.register(type.subject(config), type.schema()));
        }
        return model -> new FormEncoder(new AvroForm(ids), model.fields());
    }

    private OutputSerde outputSerde() {
        if (output == null) {
            Map<Class<?>, String> topics = new HashMap<>();
            for (OutputType type : OutputType.values()) {
                topics.put(type.contract(), type.topic(config));
            }
            output = new OutputSerde(config.wire().outputSerde(), topics);
        }
        return output;
    }

    @Override
    public synchronized void close() {
        if (input != null) {
            input.close();
        }
        if (output != null) {
            output.close();
        }
    }
}
