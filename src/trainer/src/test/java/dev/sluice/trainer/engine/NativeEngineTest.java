package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NativeEngineTest {

    @Test
    void nothingIsFreedWhileAnOperationMayUseItAndEverythingAfter() {
        NativeEngine.run(() -> {
            double sum = 0;
            for (int i = 0; i < 1_000; i++) {
                INDArray dropped = Nd4j.create(new float[] {1, 2, 3});
                sum += dropped.getDouble(0);
            }
            assertThat(sum).isEqualTo(1_000);
            await().until(() -> {
                System.gc();
                return NativeEngine.waiting() > 500;
            });
            NativeEngine.run(() -> {});
            assertThat(NativeEngine.waiting()).as("freed by a nested call").isGreaterThan(500);
        });

        await().until(() -> {
            NativeEngine.run(() -> {});
            return NativeEngine.waiting() == 0;
        });
    }

    @Test
    void isInstalledOnce() {
        NativeEngine.run(() -> {});
        Object first = org.nd4j.nativeblas.NativeOpsHolder.getInstance().getDeviceNativeOps();
        NativeEngine.run(() -> {});

        assertThat(org.nd4j.nativeblas.NativeOpsHolder.getInstance().getDeviceNativeOps())
                .isSameAs(first)
                .isInstanceOf(NativeEngine.class);
    }
}
