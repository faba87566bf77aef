package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.Telemetry;

/** Reads one value of a record, and puts into the telemetry what is wanted of it. Immutable. */
interface Step {
    void run(AvroBytes in, Telemetry into) throws BadRecordException;
}
