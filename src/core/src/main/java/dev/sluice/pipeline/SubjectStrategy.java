package dev.sluice.pipeline;

/** What the schemas of Sluice's outputs are registered under. */
public enum SubjectStrategy {
    /** {@code pumps.scores-value}. */
    TOPIC_NAME("topic-name"),
    /** {@code dev.sluice.contract.Score}. */
    RECORD_NAME("record-name"),
    /** {@code pumps.scores-dev.sluice.contract.Score}. */
    TOPIC_RECORD_NAME("topic-record-name");

    private final String label;

    SubjectStrategy(String label) {
        this.label = label;
    }

    /** The name in the pipeline file. */
    public String label() {
        return label;
    }

    /**
     * The subject of a topic's values.
     *
     * @param record full name of the record's type
     */
    public String subject(String topic, String record) {
        return switch (this) {
            case TOPIC_NAME -> topic + "-value";
            case RECORD_NAME -> record;
            case TOPIC_RECORD_NAME -> topic + "-" + record;
        };
    }
}
