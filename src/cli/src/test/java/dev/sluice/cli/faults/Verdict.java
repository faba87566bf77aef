package dev.sluice.cli.faults;

import java.util.List;

/**
 * What a {@link Verifier} found.
 *
 * @param records input records
 * @param missing input records without an outcome
 * @param duplicated outcomes beyond one an input record, and those of none
 * @param outOfOrder outputs that come after a later record of their entity
 * @param wrongVersion scores whose fence names another version, and fences without an activation before them
 * @param findings each of these in words
 */
record Verdict(
        long records,
        long scores,
        long deadLetters,
        long missing,
        long duplicated,
        long outOfOrder,
        long wrongVersion,
        List<String> findings) {

    boolean holds() {
        return findings.isEmpty() && missing == 0 && duplicated == 0 && outOfOrder == 0 && wrongVersion == 0;
    }
}
