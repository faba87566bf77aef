package dev.sluice.score;

import dev.sluice.inference.Network;
import java.util.Arrays;
import java.util.List;

/**
 * Networks and codebooks that were each fitted without one fold of the history, and say together what a row should have
 * been: means over the members. Immutable; each thread brings its own {@link Opinion}.
 */
public final class Ensemble {

    private final Member[] members;
    private final Codebook centroids; // of all members, one after the other
    private final int columns;

    /** @throws IllegalArgumentException where there is no member, or they differ in width */
    public Ensemble(List<Member> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least one member");
        }
        this.members = members.toArray(Member[]::new);
        this.columns = this.members[0].codebook().columns();
        for (Member m : this.members) {
            if (m.codebook().columns() != columns) {
                throw new IllegalArgumentException(
                        "members of " + columns + " and " + m.codebook().columns() + " columns do not go together");
            }
        }
        this.centroids = Codebook.joined(members.stream().map(Member::codebook).toList());
    }

    public int columns() {
        return columns;
    }

    public List<Member> members() {
        return List.of(members);
    }

    public Opinion newOpinion() {
        return new Opinion(this);
    }

    /**
     * Asks every member.
     *
     * @param x {@code float[columns]}, imputed where missing
     * @param present {@code boolean[columns]}
     * @param reconstruction {@code float[columns]}: what the model's own autoencoder made of the row
     */
    public void judge(float[] x, boolean[] present, float[] reconstruction, Opinion into) {
        int count = count(present);
        Arrays.fill(into.reconstruction, 0);
        Arrays.fill(into.centroid, 0);
        double distance = 0;
        centroids.similarities(x, present, count == columns, into.similarities);
        int first = 0;
        for (int m = 0; m < members.length; m++) {
            Member member = members[m];
            float[] y =
                    member.network() == null ? reconstruction : member.network().forward(x, into.buffers[m]);
            int next = first + member.codebook().size();
            int nearest = Codebook.largest(into.similarities, first, next) - first;
            first = next;
            float[] c = member.codebook().centroid(nearest);
            for (int j = 0; j < columns; j++) {
                into.reconstruction[j] += y[j];
                into.centroid[j] += c[j];
            }
            distance += squaredDistance(x, c, present) * member.inverseScale()[nearest];
        }
        float share = 1f / members.length;
        for (int j = 0; j < columns; j++) {
            into.reconstruction[j] *= share;
            into.centroid[j] *= share;
        }
        // As if all columns were present.
        into.distance = count == 0 ? 0 : distance * columns / count / members.length;
    }

    private static int count(boolean[] present) {
        int count = 0;
        for (boolean p : present) {
            count += p ? 1 : 0;
        }
        return count;
    }

    private static double squaredDistance(float[] x, float[] c, boolean[] present) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            if (present[j]) {
                double d = (double) x[j] - c[j];
                sum += d * d;
            }
        }
        return sum;
    }

    /** What the members make of one row, with the scratch of the thread that asks. */
    public static final class Opinion {

        /** {@code float[columns]}: mean of the members' reconstructions. */
        public final float[] reconstruction;

        /** {@code float[columns]}: mean of the members' nearest centroids. */
        public final float[] centroid;

        private final Network.Buffers[] buffers;
        private final float[] similarities; // [centroids of all members]
        private double distance;

        private Opinion(Ensemble ensemble) {
            reconstruction = new float[ensemble.columns];
            centroid = new float[ensemble.columns];
            buffers = new Network.Buffers[ensemble.members.length];
            similarities = ensemble.centroids.newScratch();
            for (int m = 0; m < buffers.length; m++) {
                Member member = ensemble.members[m];
                buffers[m] = member.network() == null ? null : member.network().newBuffers();
            }
        }

        /**
         * Mean over the members of the squared distance to the nearest centroid, times that centroid's
         * {@link Member#inverseScale}.
         */
        public double distance() {
            return distance;
        }
    }
}
