package dev.sluice.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.avro.AvroDecoder;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.JsonDecoder;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SensorsTest {

    @Test
    void avroAndJsonHoldTheSameValues() throws BadRecordException {
        Sensors sensors = new Sensors(1, 3, 5);
        Schema schema = sensors.schema();
        RecordLayout layout = new RecordLayout(sensors.features(), null, null);
        RecordDecoder avro = new AvroDecoder(id -> schema, layout);
        RecordDecoder json = new JsonDecoder(layout);
        Telemetry telemetry = new Telemetry(sensors.features());
        for (Sensors.Reading reading : sensors.next(20)) {
            avro.decode(reading.avro(1), telemetry);
            assertThat(telemetry.observation.values).containsExactly(reading.values());
            json.decode(reading.json(), telemetry);
            assertThat(telemetry.observation.values).containsExactly(reading.values());
        }
    }

    @Test
    void devicesTakeTurns() {
        Sensors sensors = new Sensors(1, 3, 2);

        assertThat(sensors.next(6))
                .extracting(r -> r.observation().timestamp())
                .containsExactly(0L, 0L, 0L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void theSameSeedGivesTheSameRecords() {
        Sensors one = new Sensors(7, 10, 4);
        Sensors other = new Sensors(7, 10, 4);
        for (int i = 0; i < 30; i++) {
            assertThat(one.next().json()).isEqualTo(other.next().json());
        }
    }
}
