package io.pitwheel.objectstore.s3;

/**
 * A key and its secret.
 *
 * @param sessionToken empty for keys that last
 */
public record S3Credentials(String accessKey, String secretKey, String sessionToken) {
  /** For requests that are not signed. */
  public static final S3Credentials NONE = new S3Credentials("", "", "");

  /** Says nothing that is secret. */
  @Override
  public String toString() {
    return "credentials of " + accessKey;
  }
}
