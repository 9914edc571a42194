package io.pitwheel.value;

import io.pitwheel.value.JsonValue.JsonSpilled;
import java.io.IOException;
import java.io.OutputStream;

/** Takes what {@link SparingReader} does not hold in memory. */
public interface Overflow {
  /** Where a value's text form is written; what was written under that name before is replaced. */
  OutputStream open(String name) throws IOException;

  /** Takes over what was written, after the stream was closed. */
  JsonSpilled keep(String name, Written written);

  /** What was written. */
  record Written(JsonSpilled.Form form, long bytes, String digest) {}
}
