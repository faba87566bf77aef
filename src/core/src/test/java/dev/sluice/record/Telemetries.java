package dev.sluice.record;

/** What holds for every decoded record, whatever its bytes were. */
public final class Telemetries {

    private Telemetries() {}

    /** @throws AssertionError where a value is infinite, or the entity too long for a key */
    public static void requireSound(Telemetry telemetry) {
        for (double value : telemetry.observation.values) {
            if (Double.isInfinite(value)) {
                throw new AssertionError("a value is infinite");
            }
        }
        if (telemetry.entity() != null && telemetry.entity().length() > EntityName.LONGEST) {
            throw new AssertionError("an entity of " + telemetry.entity().length() + " characters");
        }
    }
}
