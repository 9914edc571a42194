package io.pitwheel.server.signing;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes secrets that nobody can guess. */
public final class Secrets {
  private static final int LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** 256 bits in lower-case hexadecimal. */
  public static String next() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
