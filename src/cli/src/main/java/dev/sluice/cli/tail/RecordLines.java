package dev.sluice.cli.tail;

import dev.sluice.record.BadRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns the records of one kind of topic into lines. */
interface RecordLines {

    /** @throws BadRecordException where the record is none of this kind */
    Line line(ConsumerRecord<byte[], byte[]> record) throws BadRecordException;
}
