package dev.sluice.avro;

import dev.sluice.record.ContractData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes one type of the records of {@code schemas/} in Confluent's wire format. Thread-safe. */
public final class ContractAvro {

    /** What the code generator adds for itself: a registry's other readers have no use for it. */
    private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

    private final byte[] header;
    private final SpecificDatumWriter<SpecificRecord> writer;

    /** @param schemaId of {@link #schema} of the type */
    public ContractAvro(Class<? extends SpecificRecord> type, int schemaId) {
        this.header = WireFormat.header(schemaId);
        this.writer = new SpecificDatumWriter<>(schema(type), ContractData.INSTANCE);
    }

    /** The schema as it stands in {@code schemas/}, with the types it names inside. */
    public static Schema schema(Class<? extends SpecificRecord> type) {
        String generated = ContractData.INSTANCE.getSchema(type).toString();
        return new Schema.Parser().parse(generated.replace(JAVA_STRING, "\"string\""));
    }

    public byte[] encode(SpecificRecord contract) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(header);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writer.write(contract, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no I/O in memory
        }
        return bytes.toByteArray();
    }
}
