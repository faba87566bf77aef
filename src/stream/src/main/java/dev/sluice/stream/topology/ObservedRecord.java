package dev.sluice.stream.topology;

import dev.sluice.alert.Observed;
import dev.sluice.contract.FieldContribution;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.Repair;
import dev.sluice.model.ScoredRecord;
import dev.sluice.wire.Outcome;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What an alert tells of the record that was scored last; reused from record to record. */
final class ObservedRecord implements Observed {

    private final CompiledModel model;
    private final ScoredRecord scored;
    private final Outcome outcome;
    private RecordMetadata at;
    private long timestamp;
    private EntityMemory memory;
    private Repair repair; // made where the first is asked for

    ObservedRecord(CompiledModel model, ScoredRecord scored, Outcome outcome) {
        this.model = model;
        this.scored = scored;
        this.outcome = outcome;
    }

    /** @param updated memory of the entity, with the record in it */
    ObservedRecord of(RecordMetadata place, long millis, EntityMemory updated) {
        at = place;
        timestamp = millis;
        memory = updated;
        return this;
    }

    @Override
    public String topic() {
        return at.topic();
    }

    @Override
    public int partition() {
        return at.partition();
    }

    @Override
    public long offset() {
        return at.offset();
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public String entity() {
        return outcome.entityText();
    }

    @Override
    public int modelVersion() {
        return model.version();
    }

    @Override
    public double score() {
        return scored.score();
    }

    @Override
    public double logP() {
        return scored.logP();
    }

    @Override
    public double pValue() {
        return scored.pValue();
    }

    @Override
    public List<FieldContribution> fields() {
        return outcome.contributions();
    }

    @Override
    public List<String> repair() {
        if (repair == null) {
            repair = new Repair(model);
        }
        return repair.of(scored, memory);
    }
}
