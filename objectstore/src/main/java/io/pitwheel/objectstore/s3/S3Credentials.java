package io.pitwheel.objectstore.s3;

/**
 * A key and its secret.
 *
 * @param sessionToken empty for keys that last
 */
public record S3Credentials(String accessKey, String secretKey, String sessionToken) {
  /** Says nothing that is secret. */
  @Override
  public String toString() {
    return "credentials of " + accessKey;
  }
}
