package dev.sluice.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * How far stretches of a normal history lie from the rest of it. Records that follow each other resemble each other, so n of
 * them are no sample of n independent ones; what stands in for a theory of that is the history itself, divided into equal
 * parts, each compared with those that are not near it. (Rao and Scott, JASA 1981, correct the chi-square statistic of
 * clustered samples by such a mean design effect, and by Satterthwaite's degrees of freedom where it varies; Burman, Chow
 * and Nolan, Biometrika 1994, leave out neighbours, for what is to be compared later is no neighbour.)
 *
 * @param rows of a part, at least 1
 * @param index mean of the parts' population stability index, at least 0
 * @param freedom degrees of freedom of the chi-square distribution with the index's mean and variance, at least 1
 * @param mostIndex the largest, at least 0
 * @param distance root of the mean of the parts' squared distance, 0 to 1
 * @param mostDistance the largest, 0 to 1
 * @param missing root of the mean of the squared difference of the share of missing values, 0 to 1
 */
public record Wander(
        double rows,
        double index,
        double freedom,
        double mostIndex,
        double distance,
        double mostDistance,
        double missing) {

    /** A part is compared with those that are further off than this share of the history. */
    private static final int NEAR = 8;

    /** @throws IllegalArgumentException where one of them cannot be */
    public Wander {
        require("rows", rows, 1, Integer.MAX_VALUE);
        require("index", index, 0, Double.MAX_VALUE);
        require("degrees of freedom", freedom, 1, Double.MAX_VALUE);
        require("largest index", mostIndex, 0, Double.MAX_VALUE);
        require("distance", distance, 0, 1);
        require("largest distance", mostDistance, 0, 1);
        require("missing values", missing, 0, 1);
    }

    private static void require(String what, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "what parts of a history differ by, " + what + ", is out of range: " + value);
        }
    }

    /** @param parts by part, in the order of time; at least {@link DriftReference#FEWEST_PARTS} */
    static Wander of(List<Counts> parts) {
        Counts all = parts.get(0).empty();
        parts.forEach(all::add);
        int n = parts.size();
        double sum = 0;
        double squares = 0;
        double mostIndex = 0;
        double distances = 0;
        double mostDistance = 0;
        double missing = 0;
        for (int p = 0; p < n; p++) {
            Counts part = parts.get(p);
            Counts rest = all.without(parts.subList(Math.max(0, p - n / NEAR), Math.min(n, p + n / NEAR + 1)));
            double index = Divergence.index(part.bins(), rest.bins());
            double distance = Divergence.distance(part.bins(), rest.bins());
            double more = part.missingShare() - rest.missingShare();
            sum += index;
            squares += index * index;
            mostIndex = Math.max(mostIndex, index);
            distances += distance * distance;
            mostDistance = Math.max(mostDistance, distance);
            missing += more * more;
        }
        double mean = sum / n;
        double variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
        // A few parts tell their variance badly: no more degrees than the bins have.
        double most = Math.max(1, all.bins().length - 1);
        double freedom = variance == 0 ? most : Math.max(1, Math.min(most, 2 * mean * mean / variance));
        return new Wander(
                Math.max(1, all.rows() / (double) n),
                mean,
                freedom,
                mostIndex,
                Math.min(1, Math.sqrt(distances / n)),
                Math.min(1, mostDistance),
                Math.min(1, Math.sqrt(missing / n)));
    }

    /** Parts of twice the length, from neighbours. */
    static List<Counts> halved(List<Counts> parts) {
        List<Counts> halved = new ArrayList<>();
        for (int p = 0; p + 1 < parts.size(); p += 2) {
            Counts both = parts.get(p).empty();
            both.add(parts.get(p));
            both.add(parts.get(p + 1));
            halved.add(both);
        }
        return halved;
    }
}
