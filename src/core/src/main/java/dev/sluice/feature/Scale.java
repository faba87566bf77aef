package dev.sluice.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a number is scaled. */
public enum Scale {
    /** Mean and standard deviation. */
    STANDARD,
    /** Training range to [0, 1]. */
    MINMAX,
    /** Training range to [-1, 1]. */
    MINMAX_SYMMETRIC,
    /** Median and interquartile range. */
    ROBUST,
    /** Quantiles of the training rows to those of a normal distribution. */
    QUANTILE,
    /** {@code sign(x) log(1 + |x| / unit)}, then mean and standard deviation. */
    SIGNED_LOG,
    /** Standard, or signed-log where the values span orders of magnitude. */
    AUTO;

    /** The name in config files and artifacts: {@code minmax-symmetric}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the known ones */
    public static Scale ofLabel(String label) {
        return Arrays.stream(values())
                .filter(s -> s.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown scale \"" + label + "\", expected one of "
                        + Arrays.stream(values()).map(Scale::label).collect(Collectors.joining(", "))));
    }
}
