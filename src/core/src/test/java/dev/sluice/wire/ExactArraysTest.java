package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactArraysTest {

    private final ExactArrays arrays = new ExactArrays();

    @Test
    void lendsTheSameArrayForTheSameLength() {
        byte[] first = arrays.of(new byte[] {1, 2, 3, 4}, 3);
        assertThat(first).containsExactly(1, 2, 3);

        byte[] longer = arrays.of(new byte[] {5, 6, 7, 8}, 4);
        assertThat(first).containsExactly(1, 2, 3);
        assertThat(longer).containsExactly(5, 6, 7, 8);

        assertThat(arrays.of(new byte[] {9, 9, 9, 9}, 3)).isSameAs(first).containsExactly(9, 9, 9);
        assertThat(arrays.of(new byte[0], 0)).isEmpty();
    }

    @Test
    void doesNotKeepLongOnes() {
        byte[] bytes = new byte[5_000];
        byte[] one = arrays.of(bytes, 2_000);

        assertThat(one).hasSize(2_000);
        assertThat(arrays.of(bytes, 2_000)).isNotSameAs(one);
    }
}
