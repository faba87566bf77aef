package dev.sluice.cli.replay;

/**
 * Where what was published is not what comes out again.
 *
 * @param topic output topic
 * @param partition of input and output
 * @param offset of the input record; {@value Published#UNKNOWN} where the output does not tell
 * @param version of the model that the fences name; 0 where there is none
 * @param what in words
 */
public record Difference(String topic, int partition, long offset, int version, String what) {

    /** In one line, with the coordinates. */
    @Override
    public String toString() {
        return topic + " of input " + partition + "@" + (offset == Published.UNKNOWN ? "?" : offset)
                + (version == 0 ? "" : " (model " + version + ")") + ": " + what;
    }
}
