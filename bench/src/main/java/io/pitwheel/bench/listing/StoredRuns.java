package io.pitwheel.bench.listing;

import io.pitwheel.run.Run;
import io.pitwheel.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many ended runs in a database, written as rows, the oldest first: each like one run that was made
 * by the API, with the history of its states. One of a hundred failed, one of ten is archived, and
 * each experiment has as many as the others.
 */
final class StoredRuns {
  private static final int CHUNK = 10_000;
  private static final long APART_MILLIS = 1_000;

  /** Odd, so that no two numbers meet. */
  private static final long SCATTERING = 0x9E37_79B9_7F4A_7C15L;

  private static final String INSERT_RUN =
      "insert into runs (run_id, namespace, experiment_id, display_name, description,"
          + " specification_id, pipeline_name, parameters, pipeline_root, service_account, options,"
          + " request_digest, root_task_id, state, is_archived, failure_code, failure_message,"
          + " failure_path, task_count, event_count, created_at, scheduled_at, finished_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String INSERT_HISTORY =
      "insert into run_state_history (run_id, run_sequence, state, at) values (?, ?, ?, ?)";

  private static final String COUNT =
      "update experiments set run_count = run_count + ? where experiment_id = ?";

  private StoredRuns() {}

  /**
   * @param example a run of the database
   * @param experimentIds of experiments of the database
   */
  static void write(Stores stores, Run example, List<String> experimentIds, int count) {
    for (int end = count; end > 0; end -= CHUNK) {
      var runs = new ArrayList<@Nullable Object[]>();
      var history = new ArrayList<@Nullable Object[]>();
      for (int i = end - 1; i >= Math.max(end - CHUNK, 0); i--) {
        String experimentId = experimentIds.get(i % experimentIds.size());
        runs.add(row(example, experimentId, i));
        history.addAll(history(example, i));
      }
      stores
          .database()
          .write(session -> {
            session.executeAll(INSERT_RUN, runs);
            session.executeAll(INSERT_HISTORY, history);
            return true;
          });
    }
    stores
        .database()
        .write(session -> {
          for (int i = 0; i < experimentIds.size(); i++) {
            int share = (count - i + experimentIds.size() - 1) / experimentIds.size();
            session.execute(COUNT, share, experimentIds.get(i));
          }
          return true;
        });
  }

  private static @Nullable Object[] row(Run example, String experimentId, int number) {
    var creation = example.creation();
    boolean hasFailed = isFailed(number);
    return new @Nullable Object[] {
      idOf(number),
      creation.namespace(),
      experimentId,
      "run " + number,
      "",
      creation.specificationId(),
      creation.pipelineName(),
      "{}",
      "",
      creation.serviceAccount(),
      "{}",
      creation.requestDigest(),
      idOf(number),
      hasFailed ? "FAILED" : "SUCCEEDED",
      number % 10 == 0,
      hasFailed ? "INTERNAL" : null,
      hasFailed ? "it failed" : null,
      hasFailed ? "" : null,
      1,
      3L,
      createdAt(example, number),
      createdAt(example, number),
      createdAt(example, number) + APART_MILLIS
    };
  }

  private static List<@Nullable Object[]> history(Run example, int number) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (String state : List.of("PENDING", "RUNNING", isFailed(number) ? "FAILED" : "SUCCEEDED")) {
      long sequence = rows.size() + 1L;
      rows.add(
          new @Nullable Object[] {
            idOf(number), sequence, state, createdAt(example, number) + sequence
          });
    }
    return rows;
  }

  private static boolean isFailed(int number) {
    return number % 100 == 0;
  }

  /** Scattered over the index, as those of real runs. */
  private static String idOf(int number) {
    return new UUID(number * SCATTERING, number).toString();
  }

  /** The first is the newest. */
  private static long createdAt(Run example, int number) {
    return example.creation().createdAt().toEpochMilli() - number * APART_MILLIS;
  }
}
