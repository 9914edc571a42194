package io.pitwheel.bench.database;

import java.nio.file.Path;

/** A program that has a cluster until it is ended. */
final class ClusterKeeper {
  private ClusterKeeper() {}

  /**
   * Starts the cluster and says so.
   *
   * @param words the folder of the cluster
   */
  public static void main(String[] words) throws Exception {
    try (var cluster = PostgresqlCluster.start(Path.of(words[0]))) {
      System.out.println(cluster.url("postgres"));
      var _ = System.in.read();
    }
  }
}
