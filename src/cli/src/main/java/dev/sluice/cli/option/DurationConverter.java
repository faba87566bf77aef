package dev.sluice.cli.option;

import dev.sluice.pipeline.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A positive duration on the command line, written as in a pipeline file. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Duration LONGEST = Duration.ofDays(100 * 366);

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = Durations.parse(text);
            if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "expected a duration such as 30s, 15m, 2h, 7d or PT2H, got \"" + text + "\"");
        }
    }
}
