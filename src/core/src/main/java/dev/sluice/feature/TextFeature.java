package dev.sluice.feature;

/**
 * Free text as a vector: each gram of {@link TextGrams} weighs {@code (1 + log tf) idf}, and adds that weight, with the
 * sign of its hash, to one of the columns (feature hashing, Weinberger et al. 2009). The vector is then brought to length
 * {@value #NORM}, so that a long line weighs as much as a short one, and both as much as sixteen standardized numbers.
 */
public final class TextFeature implements FittedFeature {

    static final double NORM = 4;
    private static final int SIGN_SEED = 0x5BD1E995;

    private final FeatureSpec spec;
    private final float[] idf; // [TextGrams.BUCKETS]
    private final float[] levels; // [dimensions]
    private final int[] target; // [buckets]: column
    private final boolean[] negative; // [buckets]
    private final double[] tf; // 1 + log n, by n

    /**
     * @param idf {@code float[}{@value TextGrams#BUCKETS}{@code ]}, at least 0; copied
     * @param levels {@code float[dimensions]}: what stands in for a missing text; copied
     * @throws IllegalArgumentException where one is of another size, or not finite
     */
    public TextFeature(FeatureSpec spec, float[] idf, float[] levels) {
        this.spec = spec;
        this.idf = idf.clone();
        this.levels = FittedLevels.checked(spec, levels, spec.dimensions());
        if (idf.length != TextGrams.BUCKETS) {
            throw new IllegalArgumentException(
                    spec.field() + ": expected " + TextGrams.BUCKETS + " idf weights, got " + idf.length);
        }
        this.target = new int[idf.length];
        this.negative = new boolean[idf.length];
        for (int b = 0; b < idf.length; b++) {
            if (!(idf[b] >= 0 && idf[b] <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(spec.field() + ": idf weights must be finite and at least 0");
            }
            int h = TextGrams.mix(b ^ SIGN_SEED);
            target[b] = Integer.remainderUnsigned(h, spec.dimensions());
            negative[b] = TextGrams.mix(h) < 0;
        }
        this.tf = new double[64];
        for (int n = 1; n < tf.length; n++) {
            tf[n] = 1 + StrictMath.log(n);
        }
    }

    static TextFeature fit(FeatureSpec spec, Observation[] rows, int slot) {
        int[] documents = new int[TextGrams.BUCKETS];
        int count = 0;
        for (Observation row : rows) {
            String text = row.texts[slot];
            if (text != null) {
                count++;
                int last = -1;
                for (int bucket : TextGrams.of(text)) {
                    if (bucket != last) {
                        documents[bucket]++;
                        last = bucket;
                    }
                }
            }
        }
        float[] idf = new float[documents.length];
        for (int b = 0; b < idf.length; b++) {
            idf[b] = (float) (1 + StrictMath.log((1.0 + count) / (1.0 + documents[b])));
        }
        TextFeature unlevelled = new TextFeature(spec, idf, new float[spec.dimensions()]);
        return new TextFeature(spec, idf, FittedLevels.mean(unlevelled, rows, 0, slot));
    }

    @Override
    public FeatureSpec spec() {
        return spec;
    }

    /** {@code float[}{@value TextGrams#BUCKETS}{@code ]}. */
    public float[] idf() {
        return idf.clone();
    }

    /** {@code float[dimensions]}, scaled: what stands in for a missing text. */
    public float[] levels() {
        return levels.clone();
    }

    @Override
    public int columns() {
        return levels.length;
    }

    @Override
    public boolean encode(Observation observed, int value, int text, int entity, float[] into, int column) {
        String content = observed.texts[text];
        if (content == null) {
            return false;
        }
        double[] vector = new double[levels.length];
        int[] buckets = TextGrams.of(content);
        for (int from = 0; from < buckets.length; ) {
            int bucket = buckets[from];
            int to = from + 1;
            while (to < buckets.length && buckets[to] == bucket) {
                to++;
            }
            int n = to - from;
            double weight = (n < tf.length ? tf[n] : 1 + StrictMath.log(n)) * idf[bucket];
            vector[target[bucket]] += negative[bucket] ? -weight : weight;
            from = to;
        }
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        double factor = squares > 0 ? NORM / Math.sqrt(squares) : 0;
        for (int k = 0; k < vector.length; k++) {
            into[column + k] = (float) (vector[k] * factor);
        }
        return true;
    }

    @Override
    public void impute(float[] into, int column) {
        System.arraycopy(levels, 0, into, column, levels.length);
    }
}
