package io.pitwheel.store.session;

/**
 * Connections of one pool.
 *
 * @param waiting calls that wait for one
 */
public record PoolFigures(int active, int idle, int max, int waiting) {}
