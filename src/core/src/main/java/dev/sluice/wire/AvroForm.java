package dev.sluice.wire;

import dev.sluice.avro.WireFormat;
import dev.sluice.record.ContractData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Avro's binary form, behind the frame that names the schema. Every union is of null and one other type. */
final class AvroForm implements Form {

    private static final int LONGEST_INTEGER = 10;

    private static final int NULL = 0;
    private static final int OTHER = 1;

    private final Map<OutputType, byte[]> headers = new EnumMap<>(OutputType.class);
    private final Map<OutputType, ExactArrays> arrays = new EnumMap<>(OutputType.class);
    private final OutputBytes out = new OutputBytes();
    private ExactArrays lender; // of the record that was begun

    /** @param schemaIds that the registry gave the schemas */
    AvroForm(Map<OutputType, Integer> schemaIds) {
        schemaIds.forEach((type, id) -> {
            headers.put(type, WireFormat.header(id));
            arrays.put(type, new ExactArrays());
        });
    }

    @Override
    public byte[] whole(OutputType type, SpecificRecord contract) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(headers.get(type));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(type.schema(), ContractData.INSTANCE).write(contract, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void begin(OutputType type) {
        lender = arrays.get(type);
        out.reset();
        out.put(headers.get(type));
    }

    @Override
    public byte[] end() {
        return lender.of(out.bytes, out.at);
    }

    @Override
    public byte[] encoded(String text) {
        OutputBytes one = new OutputBytes();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        integer(one, utf8.length);
        one.put(utf8);
        return one.copy();
    }

    @Override
    public void constant(String name, byte[] encoded) {
        out.put(encoded);
    }

    @Override
    public void text(String name, String value) {
        utf8(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void utf8(String name, byte[] value) {
        if (value == null) {
            nothing(name);
        } else {
            optional(name, value);
        }
    }

    @Override
    public void integer(String name, long value) {
        integer(out, value);
    }

    private static void integer(OutputBytes out, long value) {
        out.room(LONGEST_INTEGER);
        out.at += BinaryData.encodeLong(value, out.bytes, out.at);
    }

    @Override
    public void number(String name, double value) {
        out.room(Double.BYTES);
        out.at += BinaryData.encodeDouble(value, out.bytes, out.at);
    }

    @Override
    public void truth(String name, boolean value) {
        out.put(value ? 1 : 0);
    }

    @Override
    public void symbol(String name, String symbol, int index) {
        integer(out, index);
    }

    @Override
    public void nothing(String name) {
        integer(out, NULL);
    }

    @Override
    public void optional(String name, float value) {
        integer(out, OTHER);
        out.room(Float.BYTES);
        out.at += BinaryData.encodeFloat(value, out.bytes, out.at);
    }

    @Override
    public void optional(String name, float[] values) {
        integer(out, OTHER);
        beginArray(name, values.length);
        out.room(values.length * Float.BYTES);
        for (float value : values) {
            out.at += BinaryData.encodeFloat(value, out.bytes, out.at);
        }
        endArray(values.length);
    }

    @Override
    public void optional(String name, byte[] value) {
        integer(out, OTHER);
        integer(out, value.length);
        out.put(value);
    }

    /** All elements are one block. */
    @Override
    public void beginArray(String name, int count) {
        if (count > 0) {
            integer(out, count);
        }
    }

    @Override
    public void beginElement() {
        // A record is its fields.
    }

    @Override
    public void endElement() {
        // A record is its fields.
    }

    @Override
    public void endArray(int count) {
        integer(out, 0);
    }
}
