package dev.sluice.trainer.engine;

/**
 * The weights of one layer, and the gradients by them, among those of its stack.
 *
 * @param values {@code float[parameters of the stack]}
 * @param gradients {@code float[parameters of the stack]}
 * @param at where this layer's begin in both
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record PlainWeights(float[] values, float[] gradients, int at) {}
