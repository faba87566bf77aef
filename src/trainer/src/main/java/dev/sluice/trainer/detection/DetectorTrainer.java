package dev.sluice.trainer.detection;

import dev.sluice.score.Codebook;
import dev.sluice.score.Ensemble;
import dev.sluice.score.Member;
import dev.sluice.score.Statistic;
import dev.sluice.score.TableStatistic;
import dev.sluice.trainer.engine.MemberRecipe;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** Fits the statistic that a model's rows are judged by, and says what it makes of rows it was not fitted on. */
public final class DetectorTrainer {
    private static final int SERIES_FOLDS = 4;
    private static final int TABLE_FOLDS = 2;
    private static final int MANY_COLUMNS = 64;
    /** Rows of few columns in a series follow from fewer causes still: a narrow network copies less of what broke. */
    private static final int NARROW_SERIES = 16;

    private static final int NARROW_TABLE = 32;
    private static final int WIDE = 64;
    private static final int TABLE_CENTROIDS = 384;
    private static final int SERIES_CENTROIDS = 32;
    /** Where there is one codebook and not one for each fold. */
    private static final int ALONE_CENTROIDS = 64;

    /** With more columns than this the covariance of a series' residuals costs more than all the rest. */
    public static final int MOST_SERIES_COLUMNS = 512;
    /** Rows that were left out of the fit are taken for normal after all within this multiple of the reference. */
    private static final double READMITTED = 1.5;
    /** As if the averages' own rows were so few: what a threshold from one history falls short of another by. */
    private static final double SHORTFALL = 5;

    private static final double AVERAGED = 0.1 / (2 - 0.1);

    private DetectorTrainer() {}

    /**
     * A fitted statistic.
     *
     * @param outOfFold {@code double[rows]}: its values on rows that it was not fitted on
     * @param effectiveRows as how many independent rows these count
     * @param rows {@code int[rows]}: which of the rows that were judged these are, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
    public record Result(Statistic statistic, double[] outOfFold, double effectiveRows, int[] rows) {
        Result(Statistic statistic, double[] outOfFold) {
            this(statistic, outOfFold, outOfFold.length);
        }

        /** Of all rows that were judged. */
        Result(Statistic statistic, double[] outOfFold, double effectiveRows) {
            this(
                    statistic,
                    outOfFold,
                    effectiveRows,
                    IntStream.range(0, outOfFold.length).toArray());
        }

        /** {@code double[rows]}: the values without what is added to be on the safe side: as new rows come to. */
        public double[] expected() {
            double allowance = effectiveRows == outOfFold.length ? 1 : allowance(effectiveRows);
            return Arrays.stream(outOfFold).map(s -> s / allowance).toArray();
        }
    }

    /** Whether rows of this width can be judged as a series. */
    public static boolean takesSeries(int columns) {
        return columns <= MOST_SERIES_COLUMNS;
    }

    /**
     * An ensemble for a series: networks and codebooks, each without one stretch of time.
     *
     * @param rows the history, in the order of time
     * @param runs {@code long[rows]}: rows of the same run follow each other
     * @param fitted {@code boolean[rows]}: what is fitted on; thresholds are of all rows
     * @param adopted {@code boolean[rows]}: what is normal since lately, and must be known to every member
     * @throws CancellationException where the thread is interrupted
     */
    public static Result series(
            ScaledRows rows, long[] runs, boolean[] fitted, boolean[] adopted, Effort effort, long seed) {
        int hidden = hidden(rows, NARROW_SERIES);
        MemberFit.Result members = new MemberFit(
                        rows, new MemberRecipe(List.of(hidden, 0, hidden), 1, 0), SERIES_CENTROIDS, effort)
                .fit(Folds.inTime(adopted, Math.min(SERIES_FOLDS, rows.size() / 2)), fitted, seed);
        return series(members.ensemble(), rows, runs, fitted, members.outOfFold());
    }

    /**
     * An ensemble for a table: networks and codebooks, each without a random part of the rows.
     *
     * @param rows the history
     * @param kept {@code boolean[rows]}: what is taken for normal
     * @param fitted {@code boolean[rows]}: what of it is fitted on; thresholds are of all that is normal
     * @throws CancellationException where the thread is interrupted
     */
    public static Result table(ScaledRows rows, boolean[] kept, boolean[] fitted, Effort effort, long seed) {
        int hidden = hidden(rows, NARROW_TABLE);
        MemberFit.Result members = new MemberFit(
                        rows, new MemberRecipe(List.of(hidden, hidden), 0.5, 1), TABLE_CENTROIDS, effort)
                .fit(Folds.atRandom(rows.size(), TABLE_FOLDS, seed), fitted, seed);
        return table(members.ensemble(), rows, kept, fitted, members.outOfFold());
    }

    private static int hidden(ScaledRows rows, int narrow) {
        return rows.values(0).length <= MANY_COLUMNS ? narrow : WIDE;
    }

    /**
     * The model's own autoencoder and a codebook.
     *
     * @param fit rows that the autoencoder was fitted on
     * @param restored rows that it was not fitted on, in the order of time
     * @param judgeRuns {@code long[restored]}
     */
    public static Result alone(ScaledRows fit, Restored restored, long[] judgeRuns, boolean series, long seed) {
        ScaledRows judge = restored.rows();
        int[] all = IntStream.range(0, fit.size()).toArray();
        Codebook codebook = MemberFit.codebook(fit, all, series ? ALONE_CENTROIDS : TABLE_CENTROIDS, seed);
        Member member = new Member(null, codebook, Scales.inverse(fit, all, codebook));
        Ensemble ensemble = new Ensemble(List.of(member));
        OutOfFold seen = new OutOfFold(new float[judge.size()][], new float[judge.size()][], new double[judge.size()]);
        Ensemble.Opinion opinion = ensemble.newOpinion();
        for (int i = 0; i < judge.size(); i++) {
            ensemble.judge(judge.values(i), judge.present(i), restored.reconstruction(i), opinion);
            seen.reconstruction()[i] = opinion.reconstruction.clone();
            seen.centroid()[i] = opinion.centroid.clone();
            seen.distance()[i] = ensemble.distance(judge.values(i), judge.present(i), opinion);
        }
        boolean[] kept = new boolean[judge.size()];
        Arrays.fill(kept, true);
        return series ? series(ensemble, judge, judgeRuns, kept, seen) : table(ensemble, judge, kept, kept, seen);
    }

    private static Result series(Ensemble ensemble, ScaledRows rows, long[] runs, boolean[] used, OutOfFold seen) {
        SeriesFit.Result fitted = SeriesFit.fit(ensemble, rows, runs, used, seen);
        double effective = rows.size() * AVERAGED;
        double allowance = allowance(effective);
        double[] statistics =
                Arrays.stream(fitted.outOfFold()).map(s -> s * allowance).toArray();
        return new Result(fitted.statistic(), statistics, effective);
    }

    private static double allowance(double effectiveRows) {
        return 1 + SHORTFALL / Math.sqrt(effectiveRows);
    }

    private static Result table(Ensemble ensemble, ScaledRows rows, boolean[] kept, boolean[] fitted, OutOfFold seen) {
        int[] normal = IntStream.range(0, rows.size()).filter(i -> fitted[i]).toArray();
        TableStatistic statistic = TableFit.fit(ensemble, rows, normal, seen);
        double[] statistics = IntStream.range(0, rows.size())
                .mapToDouble(i -> TableFit.statistic(statistic, rows, seen, i))
                .toArray();
        // Without the rows that were left out but turn out to be ordinary, the tail would be cut short.
        double limit = READMITTED
                * TableFit.reference(
                        Arrays.stream(normal).mapToDouble(i -> statistics[i]).toArray());
        int[] counted = IntStream.range(0, rows.size())
                .filter(i -> kept[i] || statistics[i] <= limit)
                .toArray();
        double[] outOfFold =
                Arrays.stream(counted).mapToDouble(i -> statistics[i]).toArray();
        return new Result(statistic, outOfFold, outOfFold.length, counted);
    }
}
