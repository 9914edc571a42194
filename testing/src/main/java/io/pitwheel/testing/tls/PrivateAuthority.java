package io.pitwheel.testing.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * An authority that nobody knows, and a certificate of it, in PEM files.
 *
 * @param authority the authority's own certificate
 * @param certificate that it issued
 * @param key of the certificate, not encrypted
 */
public record PrivateAuthority(Path authority, Path certificate, Path key) {
  /**
   * Makes both with the JDK's own tool, the certificate for this machine's loopback address.
   *
   * @param folder made for them
   * @param name of the authority, such as {@code CN=authority}
   * @param server the name in the certificate that it issues
   */
  public static PrivateAuthority make(Path folder, String name, String server)
      throws IOException, InterruptedException, GeneralSecurityException {
    return make(folder, name, server, "ip:127.0.0.1,dns:localhost");
  }

  /**
   * As the other.
   *
   * @param hosts for which the certificate is, such as {@code dns:example.org}
   */
  public static PrivateAuthority make(Path folder, String name, String server, String hosts)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path store = folder.resolve("store.p12");
    Keytool.generate(store, "authority", name, "-ext", "bc:c");
    Keytool.generate(store, "server", server, "-signer", "authority", "-ext", "san=" + hosts);
    return new PrivateAuthority(
        Keytool.certificate(store, "authority", folder.resolve("authority.pem")),
        Keytool.certificate(store, "server", folder.resolve("certificate.pem")),
        Keytool.key(store, "server", folder.resolve("key.pem")));
  }
}
