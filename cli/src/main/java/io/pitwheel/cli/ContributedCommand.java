package io.pitwheel.cli;

/**
 * A verb from another module, found by {@link java.util.ServiceLoader}: {@code bench}, which
 * measures the server and so sees what a client must not. An implementation is a class with
 * picocli's {@code @Command} and a constructor without parameters; the integer is its exit code.
 */
public interface ContributedCommand extends java.util.concurrent.Callable<Integer> {}
