package dev.sluice.cli.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A labelled stretch of the live traffic.
 *
 * @param number from 1, in order of time
 * @param from first row
 * @param to row after the last
 */
record Incident(int number, int from, int to) {

    /** The stretches of consecutive anomalous rows. */
    static List<Incident> of(boolean[] labels) {
        List<Incident> incidents = new ArrayList<>();
        for (int from = 0; from < labels.length; from++) {
            if (labels[from]) {
                int to = from;
                while (to < labels.length && labels[to]) {
                    to++;
                }
                incidents.add(new Incident(incidents.size() + 1, from, to));
                from = to;
            }
        }
        return incidents;
    }
}
