package io.pitwheel.server.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key of the server, from two files that may be replaced while it runs: each
 * new connection gets what stands there. What cannot be used is left aside with a warning, and the
 * pair before it goes on.
 */
public final class ServerCertificate implements TlsProvider {
  private static final Logger LOGGER = LoggerFactory.getLogger(ServerCertificate.class);

  private final Path certificate;
  private final Path key;
  private Contents seen;
  private TlsKeyPair current;

  /** The texts of the two files. */
  private record Contents(String certificate, String key) {}

  private ServerCertificate(Path certificate, Path key, Contents seen, TlsKeyPair current) {
    this.certificate = certificate;
    this.key = key;
    this.seen = seen;
    this.current = current;
  }

  /**
   * Reads both.
   *
   * @param certificate the server's own and those between it and its authority, in PEM form
   * @param key PKCS #8 in PEM form, not encrypted
   * @throws PipelinesException INVALID_ARGUMENT, naming the files, when they are no pair
   */
  public static ServerCertificate of(Path certificate, Path key) {
    try {
      Contents contents = read(certificate, key);
      return new ServerCertificate(certificate, key, contents, pairOf(contents));
    } catch (IOException | IllegalArgumentException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading the server's certificate %s and key %s: %s (expected: a pair in PEM form)"
              .formatted(certificate, key, exception.getMessage()),
          "tls.certificateFile",
          exception);
    }
  }

  @Override
  public synchronized TlsKeyPair keyPair(String hostname) {
    try {
      Contents contents = read(certificate, key);
      if (!contents.equals(seen)) {
        seen = contents;
        current = pairOf(contents);
        LOGGER
            .atInfo()
            .addKeyValue("subject", subjectOf(current))
            .log("another certificate is in use");
      }
    } catch (IOException | IllegalArgumentException exception) {
      LOGGER
          .atWarn()
          .addKeyValue("file", certificate)
          .log("a new certificate is left aside: {}", exception.getMessage());
    }
    return current;
  }

  private static String subjectOf(TlsKeyPair pair) {
    return pair.certificateChain().getFirst().getSubjectX500Principal().getName();
  }

  private static Contents read(Path certificate, Path key) throws IOException {
    return new Contents(
        Files.readString(certificate, ISO_8859_1), Files.readString(key, ISO_8859_1));
  }

  /**
   * @throws IllegalArgumentException when they are no pair
   */
  private static TlsKeyPair pairOf(Contents contents) {
    TlsKeyPair pair = TlsKeyPair.of(streamOf(contents.key()), streamOf(contents.certificate()));
    KeyMatch.require(pair.privateKey(), pair.certificateChain().getFirst());
    return pair;
  }

  private static InputStream streamOf(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }
}
