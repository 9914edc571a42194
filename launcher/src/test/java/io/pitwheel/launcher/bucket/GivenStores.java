package io.pitwheel.launcher.bucket;

import io.pitwheel.launch.TaskReach;
import io.pitwheel.objectstore.provider.SecretFiles;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The real server of buckets, as a pod is told of it. */
public final class GivenStores {
  private GivenStores() {}

  /** KFP's map with nothing secret in it. */
  public static JsonObject told(BucketServer buckets) {
    return JsonMembers.of(
        "s3",
        JsonMembers.of(
            "default",
            new JsonMembers()
                .put("endpoint", buckets.endpoint().toString())
                .put("region", "us-east-1")
                .build()));
  }

  /** Opened with credentials of a container. */
  static DirectBuckets open(BucketServer buckets, TaskReach reach, Path work) {
    var settings =
        new StoreSettings(
            "",
            null,
            new SecretFiles(work),
            Map.of(
                "AWS_ACCESS_KEY_ID", BucketServer.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", BucketServer.SECRET_KEY),
            OutgoingConnections.standard());
    Patience patience = Patience.endless(Duration.ofMillis(1), Duration.ofMillis(5), _ -> {});
    return new DirectBuckets(told(buckets), settings, reach, work, patience);
  }
}
