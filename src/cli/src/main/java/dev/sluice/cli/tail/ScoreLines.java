package dev.sluice.cli.tail;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.Score;
import dev.sluice.record.BadRecordException;
import dev.sluice.wire.ContractReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Scores: an anomaly is marked with {@code !}, and says which fields it is about. */
final class ScoreLines implements RecordLines {

    private final ContractReader reader;

    ScoreLines(ContractReader reader) {
        this.reader = reader;
    }

    @Override
    public Line line(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        Score s = Parts.decode(reader, record, Score.class);
        String text = Parts.head(s.getTimestamp(), s.getEntity(), s.getTopic(), s.getPartition(), s.getOffset())
                + String.format(
                        "  %s %-6s  p %-8s  ",
                        s.getAnomaly() ? "!" : " ", Figures.brief(s.getScore()), Figures.brief(s.getPValue()))
                + Parts.fields(s.getFields())
                + (s.getMissing() > 0 ? "; missing: " + s.getMissing() : "");
        return new Line(s.getEntity(), text.stripTrailing(), Parts.json(reader, record), s.getAnomaly());
    }
}
