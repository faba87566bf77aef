package dev.sluice.trainer.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueContext;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * The native library, made safe to use and as fast as it can be.
 *
 * <p>Left alone, ND4J frees the native half of an array as soon as the garbage collector finds its Java half
 * unreachable. The optimizing compiler considers an array unreachable once its native handle has been fetched, so memory
 * can be freed while a native operation still works on it: the process dies, once in tens of thousands of steps. Here
 * everything that is to be freed waits until no operation runs. All work with arrays therefore goes through {@link #call}.
 *
 * <p>One native thread: for matrices as small as ours a second one makes every step slower, and one thread adds in one
 * order, so that the same seed gives the same weights.
 */
final class NativeEngine extends Nd4jCpu {
    /** Native threads of one network's training. */
    static final int THREADS = 1;

    /** So much may wait before the others are asked to stand aside. */
    private static final int MANY = 50_000;

    private final Queue<OpaqueDataBuffer> buffers = new ConcurrentLinkedQueue<>();
    private final Queue<OpaqueContext> contexts = new ConcurrentLinkedQueue<>();
    private final ReentrantReadWriteLock operations = new ReentrantReadWriteLock();

    private NativeEngine() {}

    /** Runs work that uses arrays, during which nothing is freed; may be nested. */
    static <T> T call(Supplier<T> work) {
        NativeEngine engine = installed();
        engine.operations.readLock().lock();
        try {
            return work.get();
        } finally {
            engine.operations.readLock().unlock();
            engine.freeUnlessInUse();
        }
    }

    /** As {@link #call}, without a result. */
    static void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    private static NativeEngine installed() {
        synchronized (NativeEngine.class) {
            // First of all the library loads its backend by its own rules.
            var environment = Nd4j.getEnvironment();
            NativeOpsHolder holder = NativeOpsHolder.getInstance();
            if (holder.getDeviceNativeOps() instanceof NativeEngine engine) {
                return engine;
            }
            environment.setMaxThreads(THREADS);
            environment.setMaxMasterThreads(THREADS);
            Nd4j.factory().blas().setMaxThreads(THREADS);
            holder.getDeviceNativeOps().setOmpNumThreads(THREADS);
            NativeEngine engine = new NativeEngine();
            holder.setDeviceNativeOps(engine);
            return engine;
        }
    }

    /** Called by ND4J's deallocator threads. */
    @Override
    public void deleteDataBuffer(OpaqueDataBuffer buffer) {
        buffers.add(buffer);
    }

    /** Called by ND4J's deallocator threads. */
    @Override
    public void deleteGraphContext(OpaqueContext context) {
        contexts.add(context);
    }

    /** How much waits to be freed. */
    static int waiting() {
        NativeEngine engine = installed();
        return engine.buffers.size() + engine.contexts.size();
    }

    private void freeUnlessInUse() {
        if (operations.getReadHoldCount() > 0) {
            return;
        }
        // Two threads that train at the same time might never both be out of an operation by chance.
        boolean free = operations.writeLock().tryLock();
        if (!free && buffers.size() + contexts.size() > MANY) {
            operations.writeLock().lock();
            free = true;
        }
        if (free) {
            try {
                for (OpaqueDataBuffer b = buffers.poll(); b != null; b = buffers.poll()) {
                    super.deleteDataBuffer(b);
                }
                for (OpaqueContext c = contexts.poll(); c != null; c = contexts.poll()) {
                    super.deleteGraphContext(c);
                }
            } finally {
                operations.writeLock().unlock();
            }
        }
    }
}
