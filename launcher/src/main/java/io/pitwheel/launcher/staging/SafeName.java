package io.pitwheel.launcher.staging;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;

/** Names out of pipelines become names of files; some would leave the folder they belong in. */
public final class SafeName {
  private SafeName() {}

  /**
   * The name itself.
   *
   * @param what such as {@code the output parameter}
   * @throws PipelinesException INVALID_ARGUMENT for a name that is more than one file name
   */
  public static String require(String what, String name) {
    boolean isSafe =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.indexOf('/') < 0
            && name.indexOf('\0') < 0;
    if (!isSafe) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "making a place for %s \"%s\" (expected: a name without / and NUL that is not . or ..)"
              .formatted(what, name.replace("\0", "\\0")));
    }
    return name;
  }
}
