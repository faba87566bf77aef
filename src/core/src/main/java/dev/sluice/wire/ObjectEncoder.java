package dev.sluice.wire;

import dev.sluice.contract.Alert;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Writes outputs by way of the records of {@code schemas/}, for a serializer that wants objects. */
public final class ObjectEncoder implements OutputEncoder {

    private final Function<SpecificRecord, byte[]> serializer;

    public ObjectEncoder(Function<SpecificRecord, byte[]> serializer) {
        this.serializer = serializer;
    }

    @Override
    public byte[] score(Outcome o) {
        return serializer.apply(new Score(
                o.entityText(),
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
                o.contributions()));
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
                o.entityText(),
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
    public byte[] alert(Alert alert) {
        return serializer.apply(alert);
    }
}
