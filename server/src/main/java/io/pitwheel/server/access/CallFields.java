package io.pitwheel.server.access;

import java.util.List;

/** What a call says, by name. */
interface CallFields {
  /**
   * The texts at a path of names with dots in between; those of every element where a list is on
   * the way. Empty when nothing is there.
   */
  List<String> values(String path);
}
