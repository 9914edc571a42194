package io.pitwheel.testing.cluster;

/**
 * A namespace of one test, empty at its start and deleted after it.
 *
 * @param cluster where it is
 * @param name such as {@code test-4711-1}
 */
public record TestNamespace(TestCluster cluster, String name) {}
