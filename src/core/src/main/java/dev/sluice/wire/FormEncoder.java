package dev.sluice.wire;

import dev.sluice.contract.Alert;
import java.util.List;

/**
 * Writes scores and latents straight from what was scored: the fields of {@code schemas/}, in their order, without
 * objects in between. What is the same in all records of a pipeline is encoded once.
 */
final class FormEncoder implements OutputEncoder {

    private final Form out;
    private final byte[][] names; // of the features, encoded

    private String topic = "";
    private byte[] encodedTopic;

    /** @param fields names of the model's features, in their order */
    FormEncoder(Form form, List<String> fields) {
        this.out = form;
        this.names = fields.stream().map(form::encoded).toArray(byte[][]::new);
        this.encodedTopic = form.encoded(topic);
    }

    @Override
    public byte[] score(Outcome o) {
        out.begin(OutputType.SCORE);
        out.utf8("entity", o.entity);
        record(o);
        out.number("score", o.scored.score());
        out.number("pValue", o.scored.pValue());
        out.number("reconstructionError", o.scored.reconstructionError());
        out.truth("anomaly", o.scored.anomaly());
        out.integer("missing", o.scored.missing());
        fields(o);
        return out.end();
    }

    @Override
    public byte[] latent(Outcome o) {
        out.begin(OutputType.LATENT);
        out.utf8("entity", o.entity);
        record(o);
        out.integer("space", o.space);
        if (o.quantized == null) {
            out.optional("values", o.scored.latent());
            out.nothing("quantized");
            out.nothing("scale");
        } else {
            out.nothing("values");
            out.optional("quantized", o.quantized);
            out.optional("scale", o.scale);
        }
        return out.end();
    }

    @Override
    public byte[] alert(Alert alert) {
        return out.whole(OutputType.ALERT, alert);
    }

    /** What all outputs have of the input record. */
    private void record(Outcome o) {
        if (!topic.equals(o.topic)) {
            topic = o.topic;
            encodedTopic = out.encoded(topic);
        }
        out.constant("topic", encodedTopic);
        out.integer("partition", o.partition);
        out.integer("offset", o.offset);
        out.integer("timestamp", o.timestamp);
        out.integer("modelVersion", o.version);
    }

    private void fields(Outcome o) {
        out.beginArray("fields", o.fields);
        for (int i = 0; i < o.fields; i++) {
            out.beginElement();
            out.constant("field", names[o.top[i]]);
            out.number("observed", o.observed[i]);
            out.number("expected", o.expected[i]);
            out.number("share", o.share[i]);
            out.text("observedText", o.observedText[i]);
            out.text("expectedText", o.expectedText[i]);
            out.endElement();
        }
        out.endArray(o.fields);
    }
}
