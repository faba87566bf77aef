package dev.sluice.cli.tail;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.Drift;
import dev.sluice.contract.SignalDrift;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.Untrusted;
import dev.sluice.wire.ContractReader;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks at drift: the features that are furthest off, each figure with what it is held against. */
final class DriftLines implements RecordLines {
    private static final int SHOWN = 3;

    private final ContractReader reader;

    DriftLines(ContractReader reader) {
        this.reader = reader;
    }

    @Override
    public Line line(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        Drift d = Parts.decode(reader, record, Drift.class);
        boolean drifts = !d.getDrifting().isEmpty();
        String text = String.format(
                        "%-24s  v%-5d %s %d rows  ",
                        Figures.time(d.getTimestamp()), d.getModelVersion(), drifts ? "!" : " ", d.getRows())
                + (drifts ? "drifting: " + Untrusted.brief(String.join(", ", d.getDrifting())) + "; " : "")
                + d.getSignals().stream()
                        .sorted(Comparator.comparingDouble((SignalDrift s) -> s.getPsi() / s.getPsiThreshold())
                                .reversed())
                        .limit(SHOWN)
                        .map(DriftLines::figures)
                        .collect(Collectors.joining(", "));
        return new Line(null, text, Parts.json(reader, record), drifts);
    }

    private static String figures(SignalDrift s) {
        return Untrusted.brief(s.getName()) + " psi " + Figures.brief(s.getPsi()) + "/"
                + Figures.brief(s.getPsiThreshold()) + " ks " + Figures.brief(s.getKs()) + "/"
                + Figures.brief(s.getKsThreshold())
                + (s.getMissing() > 0 ? " missing " + Math.round(100 * s.getMissing()) + " %" : "");
    }
}
