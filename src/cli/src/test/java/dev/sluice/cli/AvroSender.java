package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.avro.WireFormat;
import dev.sluice.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Sends a test pipeline's normal records in Avro, of one schema, written by Avro's own writer. */
final class AvroSender {

    private final TestPipeline pipeline;
    private final Schema schema;
    private final byte[] header;
    private final Random random;

    AvroSender(TestPipeline pipeline, SchemaRegistry registry, String schema, int seed) {
        this.pipeline = pipeline;
        this.schema = new Schema.Parser().parse(schema);
        this.header =
                WireFormat.header(registry.register(pipeline.config.input().topic() + "-value", this.schema));
        this.random = new Random(seed);
    }

    /** One normal record; what the schema does not have is not there. */
    GenericData.Record normal() {
        double cause = random.nextGaussian();
        GenericData.Record record = new GenericData.Record(schema);
        put(record, cause + 0.05 * random.nextGaussian(), "a", "alpha");
        put(record, 10 - 3 * cause + 0.1 * random.nextGaussian(), "b");
        put(record, 100 + cause * 7 + random.nextGaussian(), "c");
        put(record, random.nextGaussian(), "d");
        put(record, "of no use", "note");
        return record;
    }

    private void put(GenericData.Record record, Object value, String... names) {
        for (String name : names) {
            if (schema.getField(name) != null) {
                record.put(name, value);
            }
        }
    }

    byte[] bytes(GenericData.Record record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header);
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(record, out);
        out.flush();
        return bytes.toByteArray();
    }

    void send(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            pipeline.send(("device-" + n % 5).getBytes(UTF_8), bytes(normal()));
        }
        pipeline.flush();
    }
}
