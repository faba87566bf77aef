package dev.sluice.score;

import dev.sluice.inference.Network;
import dev.sluice.inference.SideBySide;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Networks and codebooks that were each fitted without one fold of the history, and say together what a row should have
 * been: means over the members. Immutable; each thread brings its own {@link Opinion}.
 */
public final class Ensemble {

    /** Of a member without a network. */
    private static final int OWN = -1;

    private final Member[] members;
    private final Network[] networks; // of the members, side by side where they are of one shape
    private final int[] network; // [members]: which of them, or OWN
    private final int[] offset; // [members]: where a member's reconstruction begins in what its network gives
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
        List<Network> own =
                members.stream().map(Member::network).filter(Objects::nonNull).toList();
        Optional<Network> joined = own.size() < 2 ? Optional.empty() : SideBySide.of(own);
        this.networks = joined.map(List::of).orElse(own).toArray(Network[]::new);
        this.network = new int[this.members.length];
        this.offset = new int[this.members.length];
        int before = 0;
        for (int m = 0; m < network.length; m++) {
            if (this.members[m].network() == null) {
                network[m] = OWN;
                continue;
            }
            network[m] = joined.isPresent() ? 0 : before;
            offset[m] = joined.isPresent() ? before * columns : 0;
            before++;
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
        into.present = count(present);
        Arrays.fill(into.reconstruction, 0);
        Arrays.fill(into.centroid, 0);
        centroids.similarities(x, present, into.isComplete(), into.similarities);
        for (int n = 0; n < networks.length; n++) {
            into.outputs[n] = networks[n].forward(x, into.buffers[n]);
        }
        int first = 0;
        for (int m = 0; m < members.length; m++) {
            Member member = members[m];
            float[] y = network[m] == OWN ? reconstruction : into.outputs[network[m]];
            int at = offset[m];
            int next = first + member.codebook().size();
            int nearest = Codebook.largest(into.similarities, first, next) - first;
            first = next;
            into.nearest[m] = nearest;
            float[] c = member.codebook().centroid(nearest);
            for (int j = 0; j < columns; j++) {
                into.reconstruction[j] += y[at + j];
                into.centroid[j] += c[j];
            }
        }
        float share = 1f / members.length;
        for (int j = 0; j < columns; j++) {
            into.reconstruction[j] *= share;
            into.centroid[j] *= share;
        }
    }

    /**
     * Mean over the members of the squared distance to the nearest centroid, times that centroid's
     * {@link Member#inverseScale}; as if all columns were present.
     *
     * @param x as it was judged
     * @param present as it was judged
     */
    public double distance(float[] x, boolean[] present, Opinion judged) {
        double distance = 0;
        for (int m = 0; m < members.length; m++) {
            int nearest = judged.nearest[m];
            distance += squaredDistance(x, members[m].codebook().centroid(nearest), present)
                    * members[m].inverseScale()[nearest];
        }
        return judged.present == 0 ? 0 : distance * columns / judged.present / members.length;
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

        private final Network.Buffers[] buffers; // [networks]
        private final float[][] outputs; // [networks][]
        private final float[] similarities; // [centroids of all members]
        private final int[] nearest; // [members]
        private int present; // columns

        private Opinion(Ensemble ensemble) {
            reconstruction = new float[ensemble.columns];
            centroid = new float[ensemble.columns];
            nearest = new int[ensemble.members.length];
            similarities = ensemble.centroids.newScratch();
            buffers = Arrays.stream(ensemble.networks).map(Network::newBuffers).toArray(Network.Buffers[]::new);
            outputs = new float[buffers.length][];
        }

        /** Whether all columns were present. */
        boolean isComplete() {
            return present == reconstruction.length;
        }
    }
}
