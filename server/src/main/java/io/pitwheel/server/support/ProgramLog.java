package io.pitwheel.server.support;

import java.util.List;

/** What the program that this server is in has logged lately. Safe for many threads. */
@FunctionalInterface
public interface ProgramLog {
  /** Of a program that keeps nothing of what it logs. */
  ProgramLog NONE = _ -> List.of();

  /**
   * Events in which a word stands, oldest first, as they were written: each ends with a line break.
   * Events that were logged too long ago are not known any more.
   */
  List<String> naming(String word);
}
