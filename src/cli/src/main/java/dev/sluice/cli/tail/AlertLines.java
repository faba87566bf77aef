package dev.sluice.cli.tail;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.Alert;
import dev.sluice.record.BadRecordException;
import dev.sluice.wire.ContractReader;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Alerts, with the fields they are about. */
final class AlertLines implements RecordLines {

    private final ContractReader reader;

    AlertLines(ContractReader reader) {
        this.reader = reader;
    }

    @Override
    public Line line(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        Alert a = Parts.decode(reader, record, Alert.class);
        String text = Parts.head(a.getTimestamp(), a.getEntity(), a.getTopic(), a.getPartition(), a.getOffset())
                + String.format(
                        "  %-8s  %-6s  p %-8s  ",
                        a.getState().toString().toLowerCase(Locale.ROOT),
                        Figures.brief(a.getScore()),
                        Figures.brief(a.getPValue()))
                + Parts.fields(a.getFields());
        return new Line(a.getEntity(), text, Parts.json(reader, record), true);
    }
}
