package dev.sluice.cli.evaluate;

import dev.sluice.pipeline.ConfigException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The classes that labels name, numbers in the order of numbers.
 *
 * @param names distinct
 */
record Classes(List<String> names) {

    private static final int MOST = 256;

    private static final Comparator<String> ORDER = Comparator.<String>comparingInt(n -> isWhole(n) ? 0 : 1)
            .thenComparing(n -> isWhole(n) ? Long.parseLong(n) : 0L)
            .thenComparing(Comparator.naturalOrder());

    private static boolean isWhole(String name) {
        return name.matches("-?\\d{1,18}");
    }

    /**
     * @param field what the labels are called in messages
     * @param train {@code String[rows]}, null where missing
     * @param test as {@code train}
     * @throws ConfigException where there is nothing to learn: fewer than two classes, or more than are classes
     */
    static Classes of(String field, String[] train, String[] test) {
        TreeSet<String> learnt = new TreeSet<>(ORDER);
        Arrays.stream(train).filter(Objects::nonNull).forEach(learnt::add);
        if (learnt.isEmpty()) {
            throw new ConfigException("--label " + field + ": none of the " + train.length
                    + " training rows has a value there: check the name");
        }
        if (learnt.size() == 1) {
            throw new ConfigException(
                    "--label " + field + ": all training rows are of class \"" + learnt.first()
                            + "\", but a classifier needs two: choose other rows, such as with --shuffle, or leave --label out");
        }
        if (Arrays.stream(test).allMatch(Objects::isNull)) {
            throw new ConfigException("--label " + field + ": none of the " + test.length + " test rows has a value");
        }
        TreeSet<String> all = new TreeSet<>(ORDER);
        Stream.of(train, test).flatMap(Arrays::stream).filter(Objects::nonNull).forEach(all::add);
        if (all.size() > MOST) {
            throw new ConfigException("--label " + field + ": has " + all.size() + " distinct values, at most " + MOST
                    + " are classes: is it a measurement?");
        }
        return new Classes(List.copyOf(all));
    }

    int size() {
        return names.size();
    }

    /** {@code int[rows]}: positions among the names. */
    int[] indexes(String[] labels) {
        return Arrays.stream(labels).mapToInt(names::indexOf).toArray();
    }
}
