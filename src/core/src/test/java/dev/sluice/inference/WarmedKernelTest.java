package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmedKernelTest {

    private final RowKernel plain = new PlainRowKernel();

    /** Plain loops with something about them. */
    private static class Other implements RowKernel {
        private final RowKernel plain = new PlainRowKernel();
        private final Duration wait;
        private int matrices;
        private int multiplied;

        Other(Duration wait) {
            this.wait = wait;
        }

        @Override
        public void add(float[] x, int from, int count, float[][] w, int row, int column, float[] y, int to) {
            plain.add(x, from, count, w, row, column, y, to);
        }

        @Override
        public Matrix blocks(float[][] w, int blocks) {
            matrices++;
            return (x, start, y) -> {
                multiplied++;
                long until = System.nanoTime() + wait.toNanos();
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                plain.blocks(w, blocks).multiply(x, start, y);
            };
        }

        @Override
        public Matrix triangle(float[][] w) {
            return matrix(w);
        }

        @Override
        public Matrix transposedTriangle(float[][] w) {
            return plain.transposedTriangle(w);
        }

        @Override
        public void tanh(float[] x) {
            plain.tanh(x);
        }
    }

    private RowKernel afterWarming(WarmedKernel kernel, RowKernel other) throws InterruptedException {
        kernel.warm(() -> other, 0).join();
        return kernel.current();
    }

    @Test
    void goesOverToWhatIsFaster() throws InterruptedException {
        // Both are the same loops, of which one is held up.
        WarmedKernel kernel = new WarmedKernel(new Other(Duration.ofNanos(20_000)));
        Other fast = new Other(Duration.ZERO);
        Matrix matrix = kernel.matrix(new float[][] {{1, 2}, {3, 4}});
        float[] y = new float[2];
        matrix.multiply(new float[] {1, 10}, new float[] {100, 0}, y);
        assertThat(y).containsExactly(131, 42);

        assertThat(afterWarming(kernel, fast)).isSameAs(fast);

        int matrices = fast.matrices;
        int multiplied = fast.multiplied;
        matrix.multiply(new float[] {1, 10}, new float[] {100, 0}, y);
        matrix.multiply(new float[] {1, 10}, new float[] {200, 0}, y);
        assertThat(y).containsExactly(231, 42);
        assertThat(fast.matrices).as("laid out once").isEqualTo(matrices + 1);
        assertThat(fast.multiplied).isEqualTo(multiplied + 2);
    }

    @Test
    void staysWithPlainLoopsWhereVectorsGiveOtherBits() throws InterruptedException {
        WarmedKernel kernel = new WarmedKernel(plain);

        assertThat(afterWarming(kernel, new Other(Duration.ZERO) {
                    @Override
                    public void tanh(float[] x) {
                        super.tanh(x);
                        x[x.length - 1] = Math.nextUp(x[x.length - 1]);
                    }
                }))
                .isSameAs(plain);
    }

    @Test
    void staysWithPlainLoopsWhereVectorsAreNotThereOrCannotBeLinked() throws InterruptedException {
        WarmedKernel kernel = new WarmedKernel(plain);

        assertThat(afterWarming(kernel, null)).isSameAs(plain);
        assertThat(afterWarming(kernel, new Other(Duration.ZERO) {
                    @Override
                    public void add(float[] x, int from, int n, float[][] w, int row, int column, float[] y, int to) {
                        throw new NoSuchMethodError("of another JDK");
                    }
                }))
                .isSameAs(plain);
    }

    @Test
    void endsWithItsThread() throws InterruptedException {
        WarmedKernel kernel = new WarmedKernel(plain);
        Thread thread = kernel.warm(() -> new Other(Duration.ofMillis(1)), 0);

        thread.interrupt();
        thread.join();

        assertThat(kernel.current()).isSameAs(plain);
        assertThat(thread.isDaemon()).isTrue();
    }
}
