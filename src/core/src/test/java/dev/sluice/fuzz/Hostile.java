package dev.sluice.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Holds a reader of untrusted bytes to its promise: it ends in a result or in the one exception it declares, and allocates
 * in proportion to its input.
 */
public final class Hostile {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The first readings of a kind load classes and grow tables that stay; they are not held against the input. */
    private static final int ATTEMPTS = 20;

    private Hostile() {}

    /** Reads one input. */
    public interface Reading {
        void read() throws Exception;
    }

    /**
     * What a reader may allocate.
     *
     * @param base bytes, for any input
     * @param perByte bytes, for each byte of the input
     */
    public record Allowance(long base, long perByte) {
        long of(int length) {
            return base + perByte * length;
        }
    }

    /**
     * @param declared the exception that a refusal is
     * @throws AssertionError where there is another one, or too much is allocated
     */
    public static void read(byte[] input, Allowance allowance, Class<? extends Exception> declared, Reading reading) {
        long allowed = allowance.of(input.length);
        long least = Long.MAX_VALUE;
        for (int n = 0; n < ATTEMPTS && least > allowed; n++) {
            least = Math.min(least, allocated(declared, reading));
        }
        if (least > allowed) {
            throw new AssertionError("an input of " + input.length + " bytes allocates " + least + " bytes, " + allowed
                    + " are allowed");
        }
    }

    private static long allocated(Class<? extends Exception> declared, Reading reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reading.read();
        } catch (Exception e) {
            requireDeclared(declared, e);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void requireDeclared(Class<? extends Exception> declared, Exception e) {
        if (!declared.isInstance(e)) {
            throw new AssertionError("neither a result nor a " + declared.getSimpleName() + ": " + e, e);
        }
        String message = e.getMessage();
        if (message == null || message.isEmpty() || message.length() > 1_000) {
            throw new AssertionError("a " + declared.getSimpleName() + " without a fit message: " + message, e);
        }
    }
}
