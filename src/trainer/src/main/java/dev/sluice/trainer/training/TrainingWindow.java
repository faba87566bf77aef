package dev.sluice.trainer.training;

import dev.sluice.contract.Exclusion;
import dev.sluice.contract.OffsetRange;
import java.time.Duration;
import java.util.List;

/**
 * Where training rows came from: what was read, of which they are a sample.
 *
 * @param from first record timestamp that was read, milliseconds since the epoch
 * @param to last record timestamp that was read
 * @param ranges which offsets were read; empty where the rows came from a file
 * @param rowsRead records in the window, bad ones included
 * @param rowsBad records that could not be decoded or had no feature
 * @param exclusions sampled rows left out or treated otherwise, because of the champion or of operators
 * @param rowsExcluded how many these are
 * @param judgedFrom rows with this timestamp or a later one are not among those to train on, but for the judge; null
 *     where there are no such rows
 * @param entities distinct entities in the window
 * @param secondsRead what reading cost
 * @param samples some of the newest records as they are, where these are to be packed
 */
public record TrainingWindow(
        long from,
        long to,
        List<OffsetRange> ranges,
        long rowsRead,
        long rowsBad,
        List<Exclusion> exclusions,
        long rowsExcluded,
        Long judgedFrom,
        long entities,
        double secondsRead,
        List<SampleRecord> samples) {

    public TrainingWindow {
        ranges = List.copyOf(ranges);
        exclusions = List.copyOf(exclusions);
        samples = List.copyOf(samples);
    }

    /** The window of rows that are all there is, such as those of a file. */
    public static TrainingWindow of(TrainingRows rows, long entities) {
        int n = rows.size();
        long from = n == 0 ? 0 : rows.timestamps()[0];
        long to = n == 0 ? 0 : rows.timestamps()[n - 1];
        return new TrainingWindow(from, to, List.of(), n, 0, List.of(), 0, null, entities, 0, List.of());
    }

    /** The same window with rows left out, or kept for the judge. */
    public TrainingWindow with(List<Exclusion> otherExclusions, long excluded, Long otherJudgedFrom) {
        return new TrainingWindow(
                from,
                to,
                ranges,
                rowsRead,
                rowsBad,
                otherExclusions,
                excluded,
                otherJudgedFrom,
                entities,
                secondsRead,
                samples);
    }

    /** The same window with some of its records as they are. */
    public TrainingWindow with(List<SampleRecord> otherSamples) {
        return new TrainingWindow(
                from,
                to,
                ranges,
                rowsRead,
                rowsBad,
                exclusions,
                rowsExcluded,
                judgedFrom,
                entities,
                secondsRead,
                otherSamples);
    }

    /** Records that could be decoded. */
    public long rowsGood() {
        return rowsRead - rowsBad;
    }

    /** From the first record to the last. */
    public Duration span() {
        return Duration.ofMillis(to - from);
    }
}
