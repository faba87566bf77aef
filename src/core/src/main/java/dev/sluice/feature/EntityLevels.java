package dev.sluice.feature;

/**
 * Each entity's own level and spread of one number, by the entity's index in the artifact; index {@value #UNKNOWN} is an
 * entity without enough rows, for which the pipeline's stand in. Immutable.
 */
public final class EntityLevels {

    public static final int UNKNOWN = -1;

    private final double level;
    private final double spread;
    private final double[] levels; // [entities]
    private final double[] spreads; // [entities]

    /**
     * @param level the pipeline's, in the input's unit
     * @param spread the pipeline's, above 0
     * @param levels {@code double[entities]}; copied
     * @param spreads {@code double[entities]}, above 0; copied
     * @throws IllegalArgumentException where one is not finite, or a spread not above 0
     */
    public EntityLevels(double level, double spread, double[] levels, double[] spreads) {
        this.level = level;
        this.spread = spread;
        this.levels = levels.clone();
        this.spreads = spreads.clone();
        if (levels.length != spreads.length) {
            throw new IllegalArgumentException(
                    "entity levels (" + levels.length + ") differ from entity spreads (" + spreads.length + ")");
        }
        require(level, spread);
        for (int e = 0; e < levels.length; e++) {
            require(levels[e], spreads[e]);
        }
    }

    private static void require(double level, double spread) {
        if (!Double.isFinite(level) || !Double.isFinite(spread) || !(spread > 0)) {
            throw new IllegalArgumentException(
                    "an entity's level must be finite and its spread finite and above 0, got " + level + ", " + spread);
        }
    }

    public int size() {
        return levels.length;
    }

    public double level() {
        return level;
    }

    public double spread() {
        return spread;
    }

    public double[] levels() {
        return levels.clone();
    }

    public double[] spreads() {
        return spreads.clone();
    }

    double normalize(double x, int entity) {
        double z = entity < 0 ? (x - level) / spread : (x - levels[entity]) / spreads[entity];
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, z));
    }

    double restore(double z, int entity) {
        return entity < 0 ? level + spread * z : levels[entity] + spreads[entity] * z;
    }
}
