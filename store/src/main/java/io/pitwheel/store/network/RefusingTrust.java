package io.pitwheel.store.network;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Trusts nobody, and says in its refusal whose certificate it was shown. */
public final class RefusingTrust implements X509TrustManager {
  /** The refusal. */
  static final class Shown extends CertificateException {
    private static final long serialVersionUID = 1;

    Shown(X509Certificate certificate) {
      super(
          "%s, issued by %s"
              .formatted(
                  certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal()));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    throw new Shown(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    throw new Shown(chain[0]);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
