package dev.sluice.cli.tail;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.FieldContribution;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.Untrusted;
import dev.sluice.wire.ContractReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The parts that lines of several topics have in common. */
public final class Parts {

    private Parts() {}

    static <T extends SpecificRecord> T decode(
            ContractReader reader, ConsumerRecord<byte[], byte[]> record, Class<T> type) throws BadRecordException {
        if (record.value() == null) {
            throw new BadRecordException("value", "a " + type.getSimpleName(), "null");
        }
        return reader.decode(record.value(), type);
    }

    /** Time, entity and input coordinates, aligned. */
    static String head(long timestamp, String entity, String topic, int partition, long offset) {
        return String.format(
                "%-24s  %-12s  %-18s",
                Figures.time(timestamp),
                entity == null ? "-" : Untrusted.brief(entity),
                Untrusted.brief(topic) + "-" + partition + "@" + offset);
    }

    /** {@code m5 observed 0.91 expected 0.12 (61 %)}, comma-separated. */
    public static String fields(List<FieldContribution> fields) {
        return fields.stream()
                .map(f -> Untrusted.brief(f.getField()) + observed(f) + " (" + Math.round(100 * f.getShare()) + " %)")
                .collect(Collectors.joining(", "));
    }

    /** Nothing where it is neither a number nor a text, as an array is. */
    private static String observed(FieldContribution f) {
        if (f.getObservedText() != null) {
            return " observed \"" + Untrusted.brief(f.getObservedText()) + "\""
                    + (f.getExpectedText() == null ? "" : " expected \"" + Untrusted.brief(f.getExpectedText()) + "\"");
        }
        return Double.isNaN(f.getObserved())
                ? ""
                : " observed " + Figures.brief(f.getObserved()) + " expected " + Figures.brief(f.getExpected());
    }

    /** The value as one line of JSON. */
    static String json(ContractReader reader, ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        return new String(reader.json(record.value()), StandardCharsets.UTF_8).replace("\n", " ");
    }
}
