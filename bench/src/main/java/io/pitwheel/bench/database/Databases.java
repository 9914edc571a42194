package io.pitwheel.bench.database;

import io.pitwheel.bench.row.BenchGround;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The databases that were chosen, while a row is measured. */
public final class Databases implements AutoCloseable {
  /** What may be chosen. */
  public static final List<String> NAMES = List.of("sqlite", "postgresql");

  private final boolean hasFile;
  private final @Nullable PostgresqlCluster cluster;

  private Databases(boolean hasFile, @Nullable PostgresqlCluster cluster) {
    this.hasFile = hasFile;
    this.cluster = cluster;
  }

  /** Starts what must run. */
  public static Databases open(BenchGround ground) throws IOException, InterruptedException {
    boolean hasCluster = ground.databases().contains("postgresql");
    return new Databases(
        ground.databases().contains("sqlite"),
        hasCluster ? PostgresqlCluster.start(ground.folder().resolve("postgresql")) : null);
  }

  /**
   * Each kind of database as it is, if it is.
   *
   * @param name of one in a cluster
   */
  public List<MeasuredDatabase> named(String name) {
    var found = new ArrayList<MeasuredDatabase>();
    if (hasFile) {
      found.add(new SqliteFile());
    }
    if (cluster != null) {
      found.add(new PostgresqlDatabase(cluster, name));
    }
    return found;
  }

  /** As {@link #named}, but empty; what one of that name held before is gone. */
  public List<MeasuredDatabase> emptied(String name) throws IOException, InterruptedException {
    List<MeasuredDatabase> found = named(name);
    for (MeasuredDatabase database : found) {
      database.makeEmpty();
    }
    return found;
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
