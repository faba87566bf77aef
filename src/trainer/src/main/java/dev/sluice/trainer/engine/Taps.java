package dev.sluice.trainer.engine;

import dev.sluice.inference.Kernel;

/**
 * Where a kernel's taps fall along one side of an image whose pixels were each repeated. With pixels repeated twice and a
 * kernel of 3, the first of two pixels sees the smaller pixel before its own once and its own twice, the second its own
 * twice and the one after it once: so 3 smaller pixels are enough for both.
 *
 * @param kernel of the larger image
 * @param times each pixel was repeated, 1 for not at all
 * @param before padding of the larger image
 * @param first smaller pixel that is seen, relative to the own one; 0 or less
 * @param size how many smaller pixels are seen
 */
record Taps(int kernel, int times, int before, int first, int size) {

    static Taps of(int inputs, int outputs, int kernel, int stride, boolean same, int times) {
        int before = same ? Kernel.before(inputs, outputs, kernel, stride) : 0;
        int first = Math.floorDiv(-before, times);
        int last = Math.floorDiv(times - 1 - before + kernel - 1, times);
        return new Taps(kernel, times, before, first, last - first + 1);
    }

    /** Which of the smaller pixels a tap falls on, from 0. */
    int pixel(int phase, int tap) {
        return Math.floorDiv(phase - before + tap, times) - first;
    }
}
