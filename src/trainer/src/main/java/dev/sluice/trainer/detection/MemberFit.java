package dev.sluice.trainer.detection;

import dev.sluice.inference.Network;
import dev.sluice.score.Codebook;
import dev.sluice.score.Ensemble;
import dev.sluice.score.Member;
import dev.sluice.trainer.engine.MemberRecipe;
import dev.sluice.trainer.engine.MemberTrainer;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fits the members of an ensemble, each without one fold, and asks each about the fold it has not seen. As many at a time
 * as there are processors.
 */
final class MemberFit {
    /** Rows that a codebook is fitted on at most. */
    private static final int CLUSTERED = 20_000;

    private final ScaledRows rows;
    private final MemberRecipe recipe;
    private final int centroids;
    private final Effort effort;

    /** @param centroids of each codebook, at most */
    MemberFit(ScaledRows rows, MemberRecipe recipe, int centroids, Effort effort) {
        this.rows = rows;
        this.recipe = recipe;
        this.centroids = centroids;
        this.effort = effort;
    }

    /** The members, and what they make of rows they were not fitted on. */
    record Result(Ensemble ensemble, OutOfFold outOfFold) {}

    /**
     * @param kept {@code boolean[rows]}: rows that members may be fitted on; they are asked about all
     * @throws CancellationException where the thread is interrupted
     */
    Result fit(Folds folds, boolean[] kept, long seed) {
        OutOfFold outOfFold =
                new OutOfFold(new float[rows.size()][], new float[rows.size()][], new double[rows.size()]);
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(folds.count(), Runtime.getRuntime().availableProcessors()), work -> {
                    Thread thread = new Thread(work, "sluice-member");
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            List<Future<Member>> members = new ArrayList<>();
            for (int k = 0; k < folds.count(); k++) {
                int fold = k;
                members.add(threads.submit(() -> fit(folds, fold, kept, seed, outOfFold)));
            }
            List<Member> fitted = new ArrayList<>();
            for (Future<Member> member : members) {
                fitted.add(member.get());
            }
            return new Result(new Ensemble(fitted), outOfFold);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a member could not be trained", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Member fit(Folds folds, int k, boolean[] kept, long seed, OutOfFold into) {
        int[] seen = Arrays.stream(folds.outside(k)).filter(i -> kept[i]).toArray();
        Network network = MemberTrainer.train(
                rows.select(seen),
                recipe,
                effort.of(MemberTrainer.steps(seen.length)),
                effort.engine(),
                seed + 1_000L * k);
        Codebook codebook = codebook(rows, seen, centroids, seed + k);
        Member member = new Member(network, codebook, Scales.inverse(rows, seen, codebook));
        Ensemble alone = new Ensemble(List.of(member));
        Ensemble.Opinion opinion = alone.newOpinion();
        for (int row : folds.in(k)) {
            alone.judge(rows.values(row), rows.present(row), null, opinion);
            into.reconstruction()[row] = opinion.reconstruction.clone();
            into.centroid()[row] = opinion.centroid.clone();
            into.distance()[row] = alone.distance(rows.values(row), rows.present(row), opinion);
        }
        return member;
    }

    /**
     * A codebook of some of the rows; at least four rows a centroid, because fewer would only repeat rows.
     *
     * @param seen indexes of the rows
     */
    static Codebook codebook(ScaledRows rows, int[] seen, int centroids, long seed) {
        int[] sample = seen;
        if (seen.length > CLUSTERED) {
            sample = new int[CLUSTERED];
            for (int i = 0; i < CLUSTERED; i++) {
                sample[i] = seen[(int) ((long) i * seen.length / CLUSTERED)];
            }
        }
        return KMeans.fit(rows, sample, Math.max(1, Math.min(centroids, sample.length / 4)), seed);
    }
}
