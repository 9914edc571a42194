package io.pitwheel.value;

import io.pitwheel.value.JsonValue.JsonSpilled;
import java.nio.file.Path;

/** Takes what {@link SparingReader} does not hold in memory. */
public interface Overflow {
  /** A file to be written, whose folder exists; an older one is replaced. */
  Path fileFor(String name);

  /** Takes the written file over. */
  JsonSpilled keep(String name, Written written);

  /** What was written to a file. */
  record Written(JsonSpilled.Form form, long bytes, String digest) {}
}
