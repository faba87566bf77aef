package dev.sluice.bench.speed;

import dev.sluice.avro.WireFormat;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Seeded telemetry of devices that take turns: each has a few drivers that wander, which its sensors mix, with noise. So the
 * default detector has what it has in a plant: columns that depend on each other, and records that resemble the one before.
 */
final class Sensors {

    private static final int DRIVERS = 4;
    private static final double STAYS = 0.97;
    private static final double NOISE = 0.2;
    private static final double DIGITS = 1e5;
    private static final long EVERY_MS = 1_000;

    private final Random random;
    private final double[][] mix; // [fields][drivers]
    private final double[][] drivers; // [devices][drivers]
    private long records;

    /** @param fields of each record, numbers called s0, s1, … */
    Sensors(long seed, int devices, int fields) {
        Random ofFields = new Random(seed);
        this.random = new Random(seed + 1);
        this.mix = new double[fields][DRIVERS];
        for (double[] field : mix) {
            for (int d = 0; d < DRIVERS; d++) {
                field[d] = ofFields.nextGaussian();
            }
        }
        this.drivers = new double[devices][DRIVERS];
    }

    /** One device's record, in the forms it is needed in. Not to be written to. */
    static final class Reading {
        private final int device;
        private final long second;
        private final double[] values;

        Reading(int device, long second, double[] values) {
            this.device = device;
            this.second = second;
            this.values = values;
        }

        /** The entity. */
        byte[] key() {
            return ("device-" + device).getBytes(StandardCharsets.UTF_8);
        }

        /** {@code double[fields]}. */
        double[] values() {
            return values;
        }

        Observation observation() {
            Observation observation = Observation.of(values);
            observation.at(EVERY_MS * second, EntityHash.of(key()));
            return observation;
        }

        byte[] json() {
            StringBuilder json = new StringBuilder(20 * values.length);
            for (int f = 0; f < values.length; f++) {
                json.append(f == 0 ? "{\"s" : ",\"s").append(f).append("\":").append(values[f]);
            }
            return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        }

        /** In wire format. */
        byte[] avro(int schemaId) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(WireFormat.HEADER + Double.BYTES * values.length);
            bytes.writeBytes(WireFormat.header(schemaId));
            BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
            try {
                for (double value : values) {
                    out.writeDouble(value);
                }
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // there is no I/O in memory
            }
            return bytes.toByteArray();
        }
    }

    /** The next record. */
    Reading next() {
        int device = (int) (records % drivers.length);
        double[] driver = drivers[device];
        for (int d = 0; d < DRIVERS; d++) {
            driver[d] = STAYS * driver[d] + Math.sqrt(1 - STAYS * STAYS) * random.nextGaussian();
        }
        double[] values = new double[mix.length];
        for (int f = 0; f < values.length; f++) {
            double sum = 10 * (f % 7) + NOISE * random.nextGaussian();
            for (int d = 0; d < DRIVERS; d++) {
                sum += mix[f][d] * driver[d];
            }
            values[f] = Math.round(DIGITS * sum) / DIGITS;
        }
        return new Reading(device, records++ / drivers.length, values);
    }

    List<Reading> next(int count) {
        return IntStream.range(0, count).mapToObj(i -> next()).toList();
    }

    int devices() {
        return drivers.length;
    }

    List<FeatureSpec> features() {
        return IntStream.range(0, mix.length)
                .mapToObj(f -> new FeatureSpec("s" + f))
                .toList();
    }

    /** Of the records in Avro: doubles. */
    Schema schema() {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Reading").namespace("dev.sluice.produced").fields();
        for (int f = 0; f < mix.length; f++) {
            fields = fields.requiredDouble("s" + f);
        }
        return fields.endRecord();
    }
}
