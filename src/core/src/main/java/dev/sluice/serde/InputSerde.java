package dev.sluice.serde;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.SerdeConfig;
import dev.sluice.record.BadRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A user's deserializer: turns a value into what Sluice's own decoders read. A record, map or bean-free collection becomes
 * JSON; a text or bytes stay what they are, in {@code input.format}. Thread-safe: one at a time.
 */
public final class InputSerde implements AutoCloseable {

    private static final String KEY = "input.serde";

    private final Deserializer<?> deserializer;
    private final String name;
    private final String topic;

    /** @throws ConfigException where the class cannot be used */
    public InputSerde(SerdeConfig config, String topic) {
        this.deserializer = SerdeLoader.load(KEY, config, Deserializer.class);
        this.name = KEY + " " + config.type();
        this.topic = topic;
        try {
            deserializer.configure(config.properties(), false);
        } catch (RuntimeException e) {
            throw SerdeLoader.unconfigured(KEY, config, e);
        }
    }

    /**
     * The value as text that a decoder reads.
     *
     * @throws BadRecordException where the deserializer does not take it, or returns what Sluice cannot read
     * @throws dev.sluice.registry.RegistryOutageException where it cannot do its work now
     */
    public synchronized byte[] text(byte[] value) throws BadRecordException {
        if (value == null) {
            throw new BadRecordException("value", "what " + name + " reads", "null");
        }
        Object object;
        try {
            object = deserializer.deserialize(topic, value);
        } catch (RuntimeException | StackOverflowError e) {
            SerdeFailure.rethrowIfElsewhere(name, e);
            throw new BadRecordException("value", "what " + name + " reads", SerdeFailure.reason(e));
        }
        if (object instanceof byte[] bytes) {
            return bytes;
        }
        if (object instanceof CharSequence text) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        return ObjectJson.encode(object);
    }

    @Override
    public synchronized void close() {
        deserializer.close();
    }
}
