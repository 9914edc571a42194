package io.pitwheel.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An authority that vouches for one server alone: itself.
 *
 * @param context of that server
 * @param certificate in PEM form
 */
public record OwnAuthority(SSLContext context, Path certificate) {
  private static final String PASSWORD = "password-of-a-test";

  /**
   * Makes one with the JDK's own tool.
   *
   * @param folder made for it
   * @param name such as {@code CN=server}
   * @param host for which the certificate is, such as {@code ip:127.0.0.1}
   */
  public static OwnAuthority make(Path folder, String name, String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path store = folder.resolve("store.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-ext",
                "san=" + host,
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
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    String text = Base64.getMimeEncoder().encodeToString(keys.getCertificate("mykey").getEncoded());
    return new OwnAuthority(
        context,
        Files.writeString(
            folder.resolve("certificate.pem"),
            "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n"));
  }
}
