package io.pitwheel.testing.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * A certificate that vouches for itself, in PEM files.
 *
 * @param key of the certificate, not encrypted
 * @param context of a server that shows it
 */
public record SelfSigned(Path certificate, Path key, SSLContext context) {
  /**
   * Makes one for this machine's loopback address.
   *
   * @param folder made for it
   * @param name such as {@code CN=server}
   */
  public static SelfSigned make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    return make(folder, name, "ip:127.0.0.1,dns:localhost");
  }

  /**
   * Makes one with the JDK's own tool.
   *
   * @param folder made for it
   * @param name such as {@code CN=server}
   * @param hosts for which it is, such as {@code dns:example.org}
   */
  public static SelfSigned make(Path folder, String name, String hosts)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path store = folder.resolve("store.p12");
    Keytool.generate(store, "own", name, "-ext", "san=" + hosts);
    return new SelfSigned(
        Keytool.certificate(store, "own", folder.resolve("certificate.pem")),
        Keytool.key(store, "own", folder.resolve("key.pem")),
        Keytool.context(store));
  }
}
