package dev.sluice.bench.lifecycle;

import dev.sluice.bench.report.Bench;
import dev.sluice.bench.report.BenchPart;
import java.util.List;

/** Whether models that follow each other can be trusted: what they learn, who stops them, and what their users notice. */
public final class LifecycleBench implements Bench {

    @Override
    public String name() {
        return "lifecycle";
    }

    @Override
    public String description() {
        return "poisoned retrains, the judge, continuity of the latents, receipts, swaps under load, growing schemas";
    }

    @Override
    public List<BenchPart> parts() {
        return List.of(
                new PoisonedPart(),
                new ImpostorPart(),
                new RegimePart(),
                new ReceiptPart(),
                new ContinuityPart(),
                new SwapPart(),
                new GrowthPart());
    }
}
