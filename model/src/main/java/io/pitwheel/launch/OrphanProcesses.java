package io.pitwheel.launch;

/** Finds commands that outlived the server that started them, by the mark they carry. */
@FunctionalInterface
public interface OrphanProcesses {
  /**
   * Ends every process of this host that carries a mark beginning with the text, and everything it
   * started; returns when they are gone.
   *
   * @param markPrefix such as {@code <run id>/} or a whole {@link LaunchInstruction#mark}
   * @return how many were ended
   */
  int endAll(String markPrefix);
}
