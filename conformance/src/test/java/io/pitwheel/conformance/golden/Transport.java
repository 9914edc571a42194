package io.pitwheel.conformance.golden;

/** One way to ask a server. */
interface Transport extends AutoCloseable {
  /** Asks, and waits for the answer. */
  Answer ask(GoldenRequest request) throws Exception;
}
