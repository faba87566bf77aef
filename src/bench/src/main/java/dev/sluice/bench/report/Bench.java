package dev.sluice.bench.report;

import java.util.List;

/** Something that is measured against targets: {@code ./sluice bench NAME}. */
public interface Bench {

    /** The word after {@code ./sluice bench}. */
    String name();

    /** What is measured, in a line. */
    String description();

    /** The parts, in the order they run: a quick run leaves out the last ones where its time is over. */
    List<BenchPart> parts();
}
