package dev.sluice.stream.topology;

import dev.sluice.model.LoadedModel;
import dev.sluice.packed.Original;
import dev.sluice.packed.Packer;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.pipeline.PackingMode;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.stream.metrics.ScoringMeters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs the records of a partition that were scored: each at once, or with others of its entity. A block is packed with the model that is
 * in use when it is complete, whichever its records were scored with. For one task.
 */
final class PackedOutput {

    /** Bytes of records that wait to be packed, for a task: beyond, blocks are packed before they are full, the oldest first. */
    static final long MOST_BYTES = 64L << 20;

    /** Bytes of a block's records. */
    static final long MOST_BLOCK_BYTES = 512L << 10;

    private static final Logger LOG = LoggerFactory.getLogger(PackedOutput.class);

    private final CompressionConfig compression;
    private final Function<LoadedModel, Packer> packers;
    private final Blocks blocks;
    private final ScoringMeters meters;
    private final Sink sink;
    private final Packer plain = Packer.withoutModel();
    private LoadedModel inUse;
    private Packer packer;

    /** Takes messages. */
    interface Sink {
        /**
         * @param entity null where the records have none
         * @param timestamp of the last record in it
         */
        void send(byte[] entity, byte[] message, long timestamp);
    }

    /** @param packers makes the packer of a model */
    PackedOutput(
            CompressionConfig compression,
            Function<LoadedModel, Packer> packers,
            Blocks blocks,
            ScoringMeters meters,
            Sink sink) {
        this.compression = compression;
        this.packers = packers;
        this.blocks = blocks;
        this.meters = meters;
        this.sink = sink;
    }

    /** Packs with this model from now on. */
    void use(LoadedModel model) {
        if (inUse == null || inUse.model() != model.model()) {
            inUse = model;
            packer = packers.apply(model);
        }
    }

    /**
     * A record was scored.
     *
     * @param entity null where it has none
     * @param time of the record as it says, milliseconds since the epoch
     * @param now milliseconds of the clock
     */
    void add(byte[] entity, Original record, long time, long now) {
        if (compression.mode() == PackingMode.RECORD) {
            pack(entity, List.of(record));
            return;
        }
        Blocks.Block block = blocks.block(entity, now);
        boolean full = block.spanTo(time) >= compression.within().toMillis()
                || block.bytes() + record.bytes() > MOST_BLOCK_BYTES;
        if (full && block.size() > 0) {
            finish(block);
            block = blocks.block(entity, now);
        }
        blocks.add(block, record, time);
        if (block.size() >= compression.records()) {
            finish(block);
        }
        while (blocks.bytes() > MOST_BYTES) {
            finish(blocks.open().iterator().next());
        }
    }

    /** Packs the blocks that were begun long ago by the clock: their entities may have nothing more to say. */
    void finishOld(long now) {
        List<Blocks.Block> old = new ArrayList<>();
        for (Blocks.Block block : blocks.open()) {
            if (now - block.begun() < compression.within().toMillis()) {
                break;
            }
            old.add(block);
        }
        old.forEach(this::finish);
    }

    private void finish(Blocks.Block block) {
        pack(block.entity(), blocks.take(block));
    }

    /**
     * Those that do not fit into a message together are halved. What needs a schema that the registry does not give now is kept as
     * it is: records that waited since before a restart are no reason to wait on.
     */
    private void pack(byte[] entity, List<Original> records) {
        byte[] message;
        int numbers;
        try {
            message = packer.pack(entity, records);
            numbers = packer.frameBytes();
        } catch (RegistryOutageException | RegistryRefusalException e) {
            LOG.warn("{} records are kept as they are: {}", records.size(), e.getMessage());
            message = plain.pack(entity, records);
            numbers = plain.frameBytes();
        }
        if (message.length + (entity == null ? 0 : entity.length) > RecordScorer.MAX_OUTPUT_BYTES) {
            if (records.size() > 1) {
                pack(entity, records.subList(0, records.size() / 2));
                pack(entity, records.subList(records.size() / 2, records.size()));
                return;
            }
            message = plain.pack(entity, records);
            numbers = plain.frameBytes();
        }
        meters.packed(records.size(), message.length, numbers);
        sink.send(entity, message, records.get(records.size() - 1).timestamp());
    }
}
