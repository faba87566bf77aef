package dev.sluice.pipeline;

import dev.sluice.avro.AvroCutter;
import dev.sluice.avro.AvroDecoder;
import dev.sluice.avro.AvroFieldReader;
import dev.sluice.avro.SchemaSource;
import dev.sluice.feature.Derive;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.packed.CsvCutter;
import dev.sluice.packed.Cutter;
import dev.sluice.packed.JsonCutter;
import dev.sluice.packed.NumberFields;
import dev.sluice.record.CsvDecoder;
import dev.sluice.record.CsvFieldReader;
import dev.sluice.record.FieldReader;
import dev.sluice.record.JsonDecoder;
import dev.sluice.record.JsonFieldReader;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.RecordLayout;
import java.util.List;

/**
 * The input topic and how to read it.
 *
 * @param topic required
 * @param format {@code json} by default
 * @param entity {@code key} by default, or the field that names the entity
 * @param timestamp {@code record} by default, or the field that holds the time
 * @param columns for CSV: the names of the columns, in order; empty for others
 * @param separator for CSV: the separator
 * @param maxMissing share of the features that a record may lack; one with less is a dead letter
 * @param normalize whose level numbers are measured by, where a feature does not say so itself
 * @param derive what is derived from numbers, where a feature does not say so itself
 */
public record InputConfig(
        String topic,
        Format format,
        String entity,
        String timestamp,
        List<String> columns,
        char separator,
        double maxMissing,
        Normalize normalize,
        Derive derive) {

    public static final String KEY = "key";
    public static final String RECORD = "record";

    /**
     * What the network is shown for a missing feature is its normal level. Where that is most of the record, the score says
     * little about the record and much about the average, and half is where it begins to.
     */
    public static final double DEFAULT_MAX_MISSING = 0.5;

    /** With the defaults for all else. */
    public InputConfig(
            String topic, Format format, String entity, String timestamp, List<String> columns, char separator) {
        this(
                topic,
                format,
                entity,
                timestamp,
                columns,
                separator,
                DEFAULT_MAX_MISSING,
                Normalize.PIPELINE,
                Derive.NONE);
    }

    public InputConfig {
        columns = List.copyOf(columns);
    }

    public static InputConfig json(String topic) {
        return new InputConfig(topic, Format.JSON, KEY, RECORD, List.of(), ',');
    }

    /** The same input in another format. */
    public InputConfig withFormat(Format other) {
        return new InputConfig(topic, other, entity, timestamp, columns, separator, maxMissing, normalize, derive);
    }

    /** The entity field, or null where the record's key names the entity. */
    public String entityField() {
        return entity.equals(KEY) ? null : entity;
    }

    /** The timestamp field, or null where the record's own timestamp counts. */
    public String timestampField() {
        return timestamp.equals(RECORD) ? null : timestamp;
    }

    /** {@link #decoder(List, SchemaSource)} for input that is no Avro. */
    public RecordDecoder decoder(List<FeatureSpec> features) {
        return decoder(features, SchemaSource.NONE);
    }

    /**
     * A decoder for this input, for one thread.
     *
     * @param features what fills the slots of {@code Telemetry.observation}, in this order
     * @param schemas where those of Avro records come from
     * @throws ConfigException where the input has no such column
     */
    public RecordDecoder decoder(List<FeatureSpec> features, SchemaSource schemas) {
        try {
            RecordLayout layout = new RecordLayout(features, entityField(), timestampField(), maxMissing);
            return switch (format) {
                case JSON -> new JsonDecoder(layout);
                case CSV -> new CsvDecoder(columns, separator, layout);
                case AVRO -> new AvroDecoder(schemas, layout);
            };
        } catch (IllegalArgumentException e) {
            throw new ConfigException("input of topic \"" + topic + "\": " + e.getMessage(), e);
        }
    }

    /**
     * Finds what differs from record to record in values of this input, for one thread.
     *
     * @param features that the decoder of these values fills
     * @param numbers of these features
     */
    public Cutter cutter(List<FeatureSpec> features, NumberFields numbers, SchemaSource schemas) {
        RecordLayout layout = new RecordLayout(features, entityField(), timestampField(), maxMissing);
        return switch (format) {
            case JSON -> new JsonCutter(layout, numbers);
            case CSV -> new CsvCutter(columns, separator, layout, numbers);
            case AVRO -> new AvroCutter(schemas, layout, numbers);
        };
    }

    /** A reader that lists all fields of sample records. */
    public FieldReader fieldReader() {
        return fieldReader(SchemaSource.NONE);
    }

    /**
     * A reader that lists all fields of sample records.
     *
     * @param schemas where those of Avro records come from
     */
    public FieldReader fieldReader(SchemaSource schemas) {
        return switch (format) {
            case JSON -> new JsonFieldReader();
            case CSV -> new CsvFieldReader(columns, separator);
            case AVRO -> new AvroFieldReader(schemas);
        };
    }
}
