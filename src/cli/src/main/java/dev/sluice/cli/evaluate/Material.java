package dev.sluice.cli.evaluate;

import dev.sluice.cli.encoding.LabelledRows;
import dev.sluice.cli.table.FieldText;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The records of an evaluation: those to learn from, and those that the figures are about. */
final class Material {

    private static final int SAMPLES = 1_000;
    private static final String TRAIN = "train";

    private final Part train;
    private final Part test;

    private record Part(InputConfig input, List<byte[]> records) {}

    private Material(Part train, Part test) {
        this.train = train;
        this.test = test;
    }

    static Material of(InputConfig trainInput, List<byte[]> train, InputConfig testInput, List<byte[]> test) {
        return new Material(new Part(trainInput, train), new Part(testInput, test));
    }

    /**
     * The first records to learn from, the rest to test.
     *
     * @param share of the first, above 0 and below 1
     * @param shuffle seed to mix the records with first; null to leave them in order
     */
    static Material split(InputConfig input, List<byte[]> records, double share, Long shuffle) {
        List<byte[]> ordered = new ArrayList<>(records);
        if (shuffle != null) {
            Collections.shuffle(ordered, new Random(shuffle));
        }
        int at = (int) Math.round(share * ordered.size());
        return new Material(
                new Part(input, ordered.subList(0, at)), new Part(input, ordered.subList(at, ordered.size())));
    }

    /** Records that say {@code train} in a field to learn from, all others to test. */
    static Material splitBy(InputConfig input, List<byte[]> records, String field) {
        requireColumn("--split-column", input, field);
        FieldText text = new FieldText(input);
        List<byte[]> train = new ArrayList<>();
        List<byte[]> test = new ArrayList<>();
        for (byte[] record : records) {
            (TRAIN.equalsIgnoreCase(text.of(record, field)) ? train : test).add(record);
        }
        if (train.isEmpty() || test.isEmpty()) {
            throw new ConfigException("--split-column " + field + ": expected \"train\" in some records of "
                    + input.topic() + ", and something else in others; "
                    + (train.isEmpty() ? "none says \"train\"" : "all say \"train\""));
        }
        return new Material(new Part(input, train), new Part(input, test));
    }

    private static void requireColumn(String option, InputConfig input, String field) {
        if (input.format() == Format.CSV && !input.columns().contains(field)) {
            throw new ConfigException(option + ": " + input.topic() + " has no column " + field + "; it has "
                    + String.join(", ", input.columns()));
        }
    }

    InputConfig trainInput() {
        return train.input();
    }

    /** The numeric fields but those left out, as {@code features: auto} finds them. */
    List<FeatureSpec> inferFeatures(Collection<String> leftOut) {
        int step = Math.max(1, train.records().size() / SAMPLES);
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < train.records().size(); i += step) {
            samples.add(train.records().get(i));
        }
        return FeatureInference.infer(train.input(), samples).stream()
                .filter(f -> !leftOut.contains(f.field()))
                .toList();
    }

    /**
     * @param least rows needed
     * @throws ConfigException where fewer can be decoded
     */
    LabelledRows train(List<FeatureSpec> features, String label, int least) {
        return decode(train, "to learn from", features, label, least);
    }

    /** @throws ConfigException where no row can be decoded */
    LabelledRows test(List<FeatureSpec> features, String label) {
        return decode(test, "to test", features, label, 1);
    }

    private static LabelledRows decode(Part part, String what, List<FeatureSpec> features, String label, int least) {
        if (label != null) {
            requireColumn("--label", part.input(), label);
        }
        LabelledRows rows = LabelledRows.decode(part.input(), features, part.records(), label);
        if (rows.size() < least) {
            throw new ConfigException(part.input().topic() + ": " + rows.size() + " of "
                    + part.records().size() + " records " + what + " can be decoded, at least " + least + " are needed"
                    + (rows.firstBad() == null ? "" : "; the first that cannot: " + rows.firstBad()));
        }
        return rows;
    }
}
