package io.pitwheel.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Whether a key is that of a certificate: two files are seldom replaced in the same moment. */
final class KeyMatch {
  private static final byte[] SAMPLE = "a text to sign".getBytes(US_ASCII);

  private KeyMatch() {}

  /**
   * @throws IllegalArgumentException when it is not
   */
  static void require(PrivateKey key, X509Certificate certificate) {
    if (!fits(key, certificate)) {
      throw new IllegalArgumentException(
          "the key is not that of the certificate of " + certificate.getSubjectX500Principal());
    }
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate) {
    try {
      Signature signature = Signature.getInstance(algorithmOf(key));
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException exception) {
      // Of another kind than the key of the certificate.
      return false;
    }
  }

  private static String algorithmOf(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
