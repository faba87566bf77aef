package dev.sluice.cli.dashboard;

/** How the page's map says what an entity is like, in one byte. */
final class FleetMap {

    /** Nothing was heard for a minute, nor for three of the entity's usual intervals. */
    static final int SILENT = 255;

    private static final int STEPS_PER_SCORE = 100;
    private static final int HIGHEST = 250;
    private static final long SILENCE_MS = 60_000;
    private static final int USUAL = 3;

    private FleetMap() {}

    /** The recent score in hundredths, up to 2.5; 255 for a silent one. */
    static byte cell(Entity entity, long now) {
        long interval = entity.observed() / Math.max(1, entity.records);
        if (now - entity.lastArrival > Math.max(SILENCE_MS, USUAL * interval)) {
            return (byte) SILENT;
        }
        return (byte) Math.round(Math.max(0, Math.min(HIGHEST, entity.recent * STEPS_PER_SCORE)));
    }
}
