package dev.sluice.cli.doctor;

import dev.sluice.cli.terminal.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine that the command runs on: Java, memory, and room for local state. */
final class MachineCheck {

    private static final long LITTLE_DISK = 1L << 30;
    private static final long LITTLE_MEMORY = 256L << 20;

    private MachineCheck() {}

    static List<Finding> findings() {
        return List.of(java(), disk(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static Finding java() {
        long memory = Runtime.getRuntime().maxMemory();
        String said = System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                + Runtime.getRuntime().availableProcessors() + " cores, heap up to " + Figures.bytes(memory);
        return memory < LITTLE_MEMORY
                ? Finding.warn("java", said, "give it more, such as SLUICE_JAVA_OPTS=-Xmx1g: training holds its sample")
                : Finding.ok("java", said);
    }

    private static Finding disk(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String said = Figures.bytes(free) + " free in " + folder + ", where state is kept";
            return free < LITTLE_DISK
                    ? Finding.warn("disk", said, "make room, or put state elsewhere: kafka: {state.dir: DIR}")
                    : Finding.ok("disk", said);
        } catch (IOException e) {
            return Finding.warn("disk", "cannot look at " + folder + ": " + e.getMessage(), "check that it exists");
        }
    }
}
