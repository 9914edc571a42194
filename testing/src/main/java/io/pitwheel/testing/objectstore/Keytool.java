package io.pitwheel.testing.objectstore;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys and certificates, made by the JDK's own tool. */
final class Keytool {
  private static final String PASSWORD = "password-of-a-test";
  private static final int LINE = 64;

  private Keytool() {}

  /**
   * Adds a key to a store.
   *
   * @param name such as {@code CN=server}
   */
  static void generate(Path store, String alias, String name, String... more)
      throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    words.addAll(List.of(more));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool: " + output);
    }
  }

  /** Writes the certificate of a key as PEM; the file. */
  static Path certificate(Path store, String alias, Path file)
      throws IOException, GeneralSecurityException {
    return write(file, "CERTIFICATE", load(store).getCertificate(alias).getEncoded());
  }

  /** Writes a key as PEM, not encrypted; the file. */
  static Path key(Path store, String alias, Path file)
      throws IOException, GeneralSecurityException {
    return write(
        file, "PRIVATE KEY", load(store).getKey(alias, PASSWORD.toCharArray()).getEncoded());
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static Path write(Path file, String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }
}
