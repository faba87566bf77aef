package dev.sluice.cli.replay;

import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.stream.topology.DeadLetterHeaders;
import dev.sluice.wire.ContractReader;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An output record as a topic has it, with the input record that it says it is of.
 *
 * @param input offset of the input record; {@value #UNKNOWN} where it cannot be told
 * @param record as published
 */
public record Published(long input, ConsumerRecord<byte[], byte[]> record) {

    /** In place of an offset: the output cannot be read. */
    public static final long UNKNOWN = -1;

    /**
     * @param reader of the pipeline's outputs
     * @param record of its scores, latents or dead letters
     */
    public static Published of(PipelineTopics topics, ContractReader reader, ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Published(offset(topics, reader, record), record);
        } catch (BadRecordException | NumberFormatException e) {
            return new Published(UNKNOWN, record);
        }
    }

    private static long offset(PipelineTopics topics, ContractReader reader, ConsumerRecord<byte[], byte[]> record)
            throws BadRecordException {
        if (record.topic().equals(topics.deadLetters())) {
            Header offset = record.headers().lastHeader(DeadLetterHeaders.OFFSET);
            return offset == null ? UNKNOWN : Long.parseLong(new String(offset.value(), StandardCharsets.US_ASCII));
        }
        if (record.value() == null) {
            return UNKNOWN;
        }
        if (record.topic().equals(topics.scores())) {
            return reader.decode(record.value(), Score.class).getOffset();
        }
        return record.topic().equals(topics.latents())
                ? reader.decode(record.value(), Latent.class).getOffset()
                : UNKNOWN;
    }
}
