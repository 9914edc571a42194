package io.pitwheel.testing.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a server is told of a real store of buckets. Its credentials are files, as a cluster mounts
 * them.
 *
 * @param root of artifacts, in a bucket that nobody else has
 * @param providersFile how the store is reached
 */
public record BucketSettings(String root, Path providersFile) {
  /**
   * @param data the server's folder
   */
  public static BucketSettings of(BucketServer buckets, Path data) throws IOException {
    Path secret = Files.createDirectories(data.resolve("secrets/bucket-keys"));
    Files.writeString(secret.resolve("access"), BucketServer.ACCESS_KEY + "\n");
    Files.writeString(secret.resolve("secret"), BucketServer.SECRET_KEY + "\n");
    Path providers =
        Files.writeString(
            data.resolve("providers.yaml"),
            """
            s3:
              default:
                endpoint: %s
                region: us-east-1
                disableSSL: true
                credentials:
                  secretRef: {secretName: bucket-keys, accessKeyKey: access, secretKeyKey: secret}
            """
                .formatted(buckets.endpoint().getAuthority()));
    return new BucketSettings("s3://" + buckets.newBucket() + "/team/a", providers);
  }

  /** As on the command line. */
  public Map<String, String> flags() {
    return Map.of("objectStore.root", root, "objectStore.providersFile", providersFile.toString());
  }
}
