package dev.sluice.trainer.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory for what one training step makes and nobody needs after it. The next step uses the same memory again:
 * left to itself every array would be allocated, and wait for the garbage collector. Belongs to one thread.
 */
final class StepMemory implements AutoCloseable {
    private static final AtomicLong COUNT = new AtomicLong();

    private final WorkspaceConfiguration configuration = WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.1)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();
    // The engine keeps workspaces by name and thread.
    private final String name = "SLUICE-STEP-" + COUNT.incrementAndGet();
    private final LayerWorkspaceMgr manager =
            LayerWorkspaceMgr.builder().defaultWorkspace(name, configuration).build();

    /** Runs a step: the arrays that it makes are in this memory. */
    @SuppressWarnings("try") // a workspace is used by being open
    void step(Runnable step) {
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, name)) {
            step.run();
        }
    }

    /** Runs work whose arrays outlive the step, within one or not. */
    @SuppressWarnings("try")
    static void outlasting(Runnable work) {
        try (MemoryWorkspace closed = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            work.run();
        }
    }

    /** Tells the engine's layers that their arrays belong here. */
    LayerWorkspaceMgr manager() {
        return manager;
    }

    /** To be called on the thread that worked with it. */
    @Override
    public void close() {
        NativeEngine.run(() -> Nd4j.getWorkspaceManager()
                .destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(configuration, name)));
    }
}
