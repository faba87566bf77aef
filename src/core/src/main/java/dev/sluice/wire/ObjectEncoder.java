package dev.sluice.wire;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Writes outputs by way of the records of {@code schemas/}, for a serializer that wants objects. */
public final class ObjectEncoder implements OutputEncoder {

    private final Function<SpecificRecord, byte[]> serializer;
    private final List<String> names;

    /** @param fields names of the model's features, in their order */
    public ObjectEncoder(Function<SpecificRecord, byte[]> serializer, List<String> fields) {
        this.serializer = serializer;
        this.names = List.copyOf(fields);
    }

    @Override
    public byte[] score(Outcome o) {
        return serializer.apply(new Score(
                entity(o),
                o.topic,
                o.partition,
                o.offset,
                o.timestamp,
                o.version,
                o.scored.score(),
                o.scored.pValue(),
                o.scored.reconstructionError(),
                o.scored.anomaly(),
                o.scored.missing(),
                fields(o)));
    }

    @Override
    public byte[] latent(Outcome o) {
        List<Float> values = null;
        if (o.quantized == null) {
            values = new ArrayList<>();
            for (float v : o.scored.latent()) {
                values.add(v);
            }
        }
        return serializer.apply(new Latent(
                entity(o),
                o.topic,
                o.partition,
                o.offset,
                o.timestamp,
                o.version,
                o.space,
                values,
                o.quantized == null ? null : ByteBuffer.wrap(o.quantized),
                o.quantized == null ? null : Float.valueOf(o.scale)));
    }

    @Override
    public byte[] alert(Outcome o) {
        return serializer.apply(new Alert(
                o.id(),
                AlertState.OPENED,
                entity(o),
                o.topic,
                o.partition,
                o.offset,
                o.timestamp,
                o.version,
                o.scored.score(),
                o.scored.pValue(),
                fields(o),
                0L,
                0.0,
                0L,
                1L,
                List.of(),
                List.of(),
                1));
    }

    private static String entity(Outcome o) {
        return o.entity == null ? null : new String(o.entity, StandardCharsets.UTF_8);
    }

    private List<FieldContribution> fields(Outcome o) {
        List<FieldContribution> fields = new ArrayList<>(o.fields);
        for (int i = 0; i < o.fields; i++) {
            fields.add(new FieldContribution(
                    names.get(o.top[i]),
                    o.observed[i],
                    o.expected[i],
                    o.share[i],
                    o.observedText[i],
                    o.expectedText[i]));
        }
        return fields;
    }
}
