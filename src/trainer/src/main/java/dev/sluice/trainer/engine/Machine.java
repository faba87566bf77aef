package dev.sluice.trainer.engine;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Says what the arithmetic of a training depends on besides its input: where all of it is the same, so are the bits. */
final class Machine {

    /** What OpenBLAS points at to say which kernels it has chosen for this processor. */
    private static final String CHOSEN = "gotoblas";

    /** The kernels of OpenBLAS 0.3, each a table named like the pointer, an underscore and this. */
    private static final List<String> KERNELS = List.of(
            "PRESCOTT",
            "CORE2",
            "NEHALEM",
            "SANDYBRIDGE",
            "HASWELL",
            "SKYLAKEX",
            "COOPERLAKE",
            "BARCELONA",
            "BULLDOZER",
            "PILEDRIVER",
            "STEAMROLLER",
            "EXCAVATOR",
            "ZEN",
            "ARMV8",
            "CORTEXA53",
            "CORTEXA57",
            "CORTEXA72",
            "CORTEXA73",
            "FALKOR",
            "THUNDERX",
            "THUNDERX2T99",
            "THUNDERX3T110",
            "TSV110",
            "EMAG8180",
            "NEOVERSEN1");

    private Machine() {}

    /** Such as {@code amd64, OpenBLAS kernel HASWELL, ND4J level 2, 1 thread a network, Java 17}. */
    static String description() {
        return NativeEngine.call(() -> System.getProperty("os.arch")
                + ", OpenBLAS kernel " + kernel().orElse("unknown")
                + ", ND4J level "
                + NativeOpsHolder.getInstance().getDeviceNativeOps().binaryLevel()
                + ", " + NativeEngine.THREADS + " thread a network, Java "
                + Runtime.version().feature());
    }

    /**
     * The same where plain Java trains, such as {@code amd64, Java 17}: only the random generators of another Java could
     * make a difference.
     */
    static String ofJava() {
        return System.getProperty("os.arch") + ", Java " + Runtime.version().feature();
    }

    /** It has no function of this name for Java, but its tables can be told apart by where they are. */
    private static Optional<String> kernel() {
        Pointer chosen = Loader.addressof(CHOSEN);
        if (chosen == null) {
            return Optional.empty();
        }
        long table = new LongPointer(chosen).get();
        return KERNELS.stream().filter(name -> isAt(table, CHOSEN + "_" + name)).findFirst();
    }

    private static boolean isAt(long address, String symbol) {
        Pointer table = Loader.addressof(symbol);
        return table != null && table.address() == address;
    }
}
