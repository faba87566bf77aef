package dev.sluice.cli.dashboard;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineConfig;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that the page can show, bounded in size whatever comes. One thread feeds it, others ask for what is to be sent to a
 * page. Thread-safe.
 */
final class View {

    private static final int VERSIONS = 100;
    private static final int REASONS = 8;
    private static final float HOT = 1;

    final PipelineConfig config;
    final Fleet fleet;
    final Traffic traffic;
    final RecentScores scores = new RecentScores();
    final LatentScatter scatter = new LatentScatter(scores);
    final Incidents incidents = new Incidents();
    final Decisions decisions = new Decisions();
    final Deque<Reason> reasons = new ArrayDeque<>();
    final NavigableMap<Integer, Long> versions = new TreeMap<>();
    long firstTimestamp = Long.MAX_VALUE;
    long lastTimestamp = Long.MIN_VALUE;
    long unreadable;
    long now;
    String trouble = "";

    /**
     * Why a record could not be scored.
     *
     * @param text fit to be shown
     * @param timestamp event time, ms since the epoch
     */
    record Reason(String text, long timestamp) {}

    /**
     * @param history how much event time charts shall show, ms
     * @param now ms since the epoch
     */
    View(PipelineConfig config, long history, long now) {
        this.config = config;
        this.fleet = new Fleet(history);
        this.traffic = new Traffic(now);
        this.now = now;
    }

    /** Lets time go on. */
    synchronized void advance(long newNow) {
        now = newNow;
        traffic.advance(newNow);
        scatter.settle(newNow);
    }

    /** @param live whether it was written while this was watched */
    synchronized void accept(Score score, boolean live) {
        if (live) {
            traffic.scored();
        } else {
            traffic.earlier(1, 0);
        }
        float value = (float) score.getScore();
        firstTimestamp = Math.min(firstTimestamp, score.getTimestamp());
        lastTimestamp = Math.max(lastTimestamp, score.getTimestamp());
        scores.put(RecentScores.key(score.getPartition(), score.getOffset()), value);
        fleet.accept(ShownName.of(score.getEntity()), score.getTimestamp(), value, score.getModelVersion(), now);
        if (!versions.containsKey(score.getModelVersion())) {
            versions.put(score.getModelVersion(), score.getTimestamp());
            if (versions.size() > VERSIONS) {
                versions.pollFirstEntry();
            }
        }
    }

    synchronized void accept(Latent latent) {
        float[] values = values(latent);
        Entity entity = fleet.find(ShownName.of(latent.getEntity()));
        if (values.length > 0) {
            scatter.accept(
                    new LatentScatter.Sight(
                            latent.getSpace() == 0 ? latent.getModelVersion() : latent.getSpace(),
                            values,
                            RecentScores.key(latent.getPartition(), latent.getOffset()),
                            entity == null ? -1 : entity.number),
                    now);
        }
    }

    /** float[k]; none where the record has none. */
    private static float[] values(Latent latent) {
        if (latent.getValues() != null) {
            List<Float> from = latent.getValues();
            float[] values = new float[from.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = from.get(i);
            }
            return values;
        }
        if (latent.getQuantized() == null || latent.getScale() == null) {
            return new float[0];
        }
        ByteBuffer from = latent.getQuantized().duplicate();
        float[] values = new float[from.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get() * latent.getScale();
        }
        return values;
    }

    synchronized void accept(Alert alert) {
        incidents.accept(alert);
    }

    synchronized void accept(Activation decided) {
        decisions.accept(decided);
    }

    /** @param live whether it was written while this was watched */
    synchronized void acceptDeadLetter(String reason, long timestamp, boolean live) {
        if (live) {
            traffic.dead();
        } else {
            traffic.earlier(0, 1);
        }
        reasons.addFirst(new Reason(ShownName.text(reason, 300), timestamp));
        if (reasons.size() > REASONS) {
            reasons.removeLast();
        }
    }

    synchronized void acceptUnreadable() {
        unreadable++;
    }

    /** @param records input records without an outcome; -1 where it is not known */
    synchronized void lag(long records) {
        traffic.setLag(records);
    }

    /** @param what is wrong with the cluster; empty where nothing is */
    synchronized void trouble(String what) {
        trouble = what;
    }

    /** Entities whose latents are all worth a look: those with high recent scores. */
    synchronized Set<String> hot(int limit) {
        Set<String> hot = new HashSet<>();
        for (Entity e : fleet.highest("", limit)) {
            if (e.recent >= HOT) {
                hot.add(e.name);
            }
        }
        return hot;
    }

    /** What was seen so far, held against the budget. */
    BudgetUse budget() {
        return BudgetUse.of(
                config.alertBudget(),
                incidents.openedSince(firstTimestamp),
                fleet.observed(),
                Math.max(0, lastTimestamp - firstTimestamp),
                traffic.allScored());
    }
}
