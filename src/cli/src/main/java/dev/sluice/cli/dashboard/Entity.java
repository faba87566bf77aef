package dev.sluice.cli.dashboard;

/** What is known of one entity. Not thread-safe. */
final class Entity {

    /** How much of a high score is left after each further record: it stays to be seen for some twenty records. */
    private static final float FADING = 0.9f;

    final int number;
    final String name;
    final ScoreSeries series = new ScoreSeries();
    float score;
    float recent; // the largest of the last scores, fading
    long records;
    long firstTimestamp = Long.MAX_VALUE;
    long lastTimestamp = Long.MIN_VALUE;
    long lastArrival;
    int version;

    /**
     * @param number never used again for another one
     * @param name fit to be shown
     */
    Entity(int number, String name) {
        this.number = number;
        this.name = name;
    }

    void accept(long timestamp, float newScore, int newVersion, long arrival) {
        score = newScore;
        recent = Math.max(newScore, recent * FADING);
        version = newVersion;
        records++;
        firstTimestamp = Math.min(firstTimestamp, timestamp);
        lastTimestamp = Math.max(lastTimestamp, timestamp);
        lastArrival = arrival;
    }

    /** Event time between the first and the last record, ms. */
    long observed() {
        return records == 0 ? 0 : lastTimestamp - firstTimestamp;
    }
}
