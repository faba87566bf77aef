package dev.sluice.cli.tail;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.Alert;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.Untrusted;
import dev.sluice.wire.ContractReader;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of incidents: since when, how bad, in whom, and the fields they are about. */
final class AlertLines implements RecordLines {

    private static final int NAMED = 3;

    private final ContractReader reader;

    AlertLines(ContractReader reader) {
        this.reader = reader;
    }

    @Override
    public Line line(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        Alert a = Parts.decode(reader, record, Alert.class);
        String text = Parts.head(a.getTimestamp(), a.getEntity(), a.getTopic(), a.getPartition(), a.getOffset())
                + String.format(
                        "  %-8s  %-6s  peak %-6s  since %s  %-6s  ",
                        a.getState().toString().toLowerCase(Locale.ROOT),
                        Figures.brief(a.getScore()),
                        Figures.brief(a.getPeakScore()),
                        Figures.time(a.getStart()),
                        duration(a.getTimestamp() - a.getStart()))
                + Parts.fields(a.getFields())
                + repair(a.getRepair())
                + members(a);
        return new Line(a.getEntity(), text, Parts.json(reader, record), true);
    }

    /** From the first anomalous record to the one that the message is about. */
    static String duration(long millis) {
        long seconds = Math.max(0, millis) / 1_000;
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3_600
                ? seconds / 60 + "m" + seconds % 60 + "s"
                : seconds / 3_600 + "h" + seconds % 3_600 / 60 + "m";
    }

    private static String repair(List<String> fields) {
        return fields.isEmpty()
                ? ""
                : "  repair " + fields.stream().map(Untrusted::brief).collect(Collectors.joining(", "));
    }

    private static String members(Alert a) {
        if (a.getMemberCount() <= 1) {
            return "";
        }
        String named =
                a.getMembers().stream().limit(NAMED).map(Untrusted::brief).collect(Collectors.joining(", "));
        return "  " + a.getMemberCount() + " entities: " + named + (a.getMemberCount() > NAMED ? ", ..." : "");
    }
}
