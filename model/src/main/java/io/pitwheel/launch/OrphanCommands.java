package io.pitwheel.launch;

/** Ends commands that outlived the server that started them; they are found by their mark. */
@FunctionalInterface
public interface OrphanCommands {
  /**
   * Ends every process of this host that carries a mark of the run, and everything it started;
   * returns when they are gone.
   */
  void endAllOf(String runId);
}
