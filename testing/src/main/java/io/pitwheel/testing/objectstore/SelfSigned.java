package io.pitwheel.testing.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * A certificate for this machine's loopback address that vouches for itself, in PEM files.
 *
 * @param key of the certificate, not encrypted
 */
public record SelfSigned(Path certificate, Path key) {
  /**
   * Makes one with the JDK's own tool.
   *
   * @param folder made for it
   * @param name such as {@code CN=server}
   */
  public static SelfSigned make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path store = folder.resolve("store.p12");
    Keytool.generate(store, "own", name, "-ext", "san=ip:127.0.0.1,dns:localhost");
    return new SelfSigned(
        Keytool.certificate(store, "own", folder.resolve("certificate.pem")),
        Keytool.key(store, "own", folder.resolve("key.pem")));
  }
}
