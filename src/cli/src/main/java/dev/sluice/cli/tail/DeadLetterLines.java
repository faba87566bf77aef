package dev.sluice.cli.tail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.record.Untrusted;
import dev.sluice.stream.topology.DeadLetterHeaders;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Dead letters: the reason, the coordinates, and how the value begins. In JSON, the value is whole: {@code valueText}
 * where it is UTF-8, else {@code valueBase64}.
 */
final class DeadLetterLines implements RecordLines {

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public Line line(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> said = said(record);
        String entity = text(record.key());
        String text = Parts.head(
                        number(said.get(DeadLetterHeaders.TIMESTAMP), record.timestamp()),
                        entity,
                        said.getOrDefault(DeadLetterHeaders.TOPIC, record.topic()),
                        (int) number(said.get(DeadLetterHeaders.PARTITION), record.partition()),
                        number(said.get(DeadLetterHeaders.OFFSET), record.offset()))
                + "  " + Untrusted.brief(said.getOrDefault(DeadLetterHeaders.REASON, "no reason given"))
                + "  " + beginning(record.value());
        return new Line(entity, text, json(record, said), true);
    }

    /** What the headers say, the last of each name: that is Sluice's. */
    private static Map<String, String> said(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                said.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return said;
    }

    private static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static String beginning(byte[] value) {
        return value == null ? "null" : value.length + " bytes: " + Untrusted.brief(replaced(value));
    }

    private static String replaced(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 256), StandardCharsets.UTF_8);
    }

    private static String json(ConsumerRecord<byte[], byte[]> record, Map<String, String> said) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("reason", said.get(DeadLetterHeaders.REASON));
            out.writeStringField("topic", said.getOrDefault(DeadLetterHeaders.TOPIC, record.topic()));
            out.writeNumberField("partition", number(said.get(DeadLetterHeaders.PARTITION), record.partition()));
            out.writeNumberField("offset", number(said.get(DeadLetterHeaders.OFFSET), record.offset()));
            out.writeNumberField("timestamp", number(said.get(DeadLetterHeaders.TIMESTAMP), record.timestamp()));
            out.writeStringField("field", said.get(DeadLetterHeaders.FIELD));
            out.writeStringField("expected", said.get(DeadLetterHeaders.EXPECTED));
            out.writeStringField("got", said.get(DeadLetterHeaders.GOT));
            bytes("key", record.key(), out);
            bytes("value", record.value(), out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void bytes(String name, byte[] bytes, JsonGenerator out) throws IOException {
        String text = text(bytes);
        if (text != null || bytes == null) {
            out.writeStringField(name + "Text", text);
        } else {
            out.writeBinaryField(name + "Base64", bytes);
        }
    }

    /** Null where the bytes are no UTF-8. */
    private static String text(byte[] bytes) {
        try {
            return bytes == null
                    ? null
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
