package dev.sluice.cli.tail;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.Latent;
import dev.sluice.record.BadRecordException;
import dev.sluice.wire.ContractReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Latents: the first values, and how many more there are. */
final class LatentLines implements RecordLines {

    private static final int SHOWN = 8;

    private final ContractReader reader;

    LatentLines(ContractReader reader) {
        this.reader = reader;
    }

    @Override
    public Line line(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
        Latent l = Parts.decode(reader, record, Latent.class);
        List<Float> values = values(l);
        StringBuilder shown = new StringBuilder("[");
        for (int i = 0; i < Math.min(SHOWN, values.size()); i++) {
            shown.append(i == 0 ? "" : ", ").append(Figures.brief(values.get(i)));
        }
        if (values.size() > SHOWN) {
            shown.append(", and ").append(values.size() - SHOWN).append(" more");
        }
        String text = Parts.head(l.getTimestamp(), l.getEntity(), l.getTopic(), l.getPartition(), l.getOffset()) + "  v"
                + l.getModelVersion() + "  " + shown.append(']');
        return new Line(l.getEntity(), text, Parts.json(reader, record), false);
    }

    private static List<Float> values(Latent latent) throws BadRecordException {
        if (latent.getValues() != null) {
            return latent.getValues();
        }
        if (latent.getQuantized() == null || latent.getScale() == null) {
            throw new BadRecordException("Latent", "values, or quantized and scale", "neither");
        }
        ByteBuffer quantized = latent.getQuantized().duplicate();
        List<Float> values = new ArrayList<>(quantized.remaining());
        while (quantized.hasRemaining()) {
            values.add(quantized.get() * latent.getScale());
        }
        return values;
    }
}
