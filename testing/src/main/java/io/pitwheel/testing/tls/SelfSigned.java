package io.pitwheel.testing.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that vouches for itself, in PEM files.
 *
 * @param key of the certificate, not encrypted
 * @param context of a server that shows it
 */
public record SelfSigned(Path certificate, Path key, SSLContext context) {
  private static final String PASSWORD = "password-of-a-test";
  private static final int LINE = 64;

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
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-ext",
                "san=" + hosts,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool: " + output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    Key key = keys.getKey("own", PASSWORD.toCharArray());
    return new SelfSigned(
        write(
            folder.resolve("certificate.pem"),
            "CERTIFICATE",
            keys.getCertificate("own").getEncoded()),
        write(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()),
        context(keys));
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static Path write(Path file, String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }
}
