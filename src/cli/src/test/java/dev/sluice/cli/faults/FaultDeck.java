package dev.sluice.cli.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Deals faults in an order drawn from a seed; each kind comes before any comes more often than its weight. */
final class FaultDeck {

    private final Random random;
    private final Deque<Fault> left = new ArrayDeque<>();

    FaultDeck(Random random) {
        this.random = random;
    }

    Fault next() {
        if (left.isEmpty()) {
            List<Fault> cards = new ArrayList<>();
            for (Fault fault : Fault.values()) {
                cards.addAll(Collections.nCopies(fault.weight(), fault));
            }
            Collections.shuffle(cards, random);
            left.addAll(cards);
        }
        return left.removeFirst();
    }
}
