package dev.sluice.alert;

import dev.sluice.contract.FieldContribution;
import java.util.List;

/** What an alert tells of a scored record. Whatever costs something is asked for only where an alert needs it. */
public interface Observed {

    /** Input topic. */
    String topic();

    /** Input partition. */
    int partition();

    /** Input offset. */
    long offset();

    /** Milliseconds since the epoch; whatever the record says. */
    long timestamp();

    /** The entity as text; null where there is none. */
    String entity();

    /** Version of the model that scored it. */
    int modelVersion();

    double score();

    /** At most 0. */
    double logP();

    double pValue();

    /** The fields that contributed most, largest first. */
    List<FieldContribution> fields();

    /** The smallest set of fields whose values, put right, make it normal; empty where none does. */
    List<String> repair();
}
