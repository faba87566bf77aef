package dev.sluice.bench.speed;

import com.sun.management.ThreadMXBean;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.stream.runtime.StreamsSettings;
import java.lang.management.ManagementFactory;

/** What the thread that scores, or copies, has used so far: unlike the clock, it knows of no other thread. */
final class StreamThread {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long id;

    private StreamThread(long id) {
        this.id = id;
    }

    /**
     * The one stream thread of a pipeline of this process.
     *
     * @throws IllegalStateException where there is none
     */
    static StreamThread of(PipelineConfig config) {
        String prefix = StreamsSettings.applicationId(config) + "-";
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith(prefix) && t.getName().contains("-StreamThread-"))
                .findFirst()
                .map(t -> new StreamThread(t.getId()))
                .orElseThrow(() -> new IllegalStateException("no stream thread of " + config.pipeline()));
    }

    /** Processor time. */
    long cpuNanos() {
        return THREADS.getThreadCpuTime(id);
    }

    long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(id);
    }
}
