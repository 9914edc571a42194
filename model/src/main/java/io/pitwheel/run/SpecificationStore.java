package io.pitwheel.run;

import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps pipeline documents by their digest, so that a thousand runs of one pipeline keep one copy.
 * The graph's table from index to scope path is kept with each, so that another version of the
 * server reads old indices.
 */
public interface SpecificationStore {
  /**
   * One kept pipeline.
   *
   * @param id SHA-256 of both documents in canonical form, lower-case hexadecimal
   * @param platformDocument empty object for none
   * @param scopePaths the dotted path of each task index, the root first
   */
  record StoredSpecification(
      String id,
      JsonObject document,
      JsonObject platformDocument,
      java.util.List<String> scopePaths) {
    public StoredSpecification {
      scopePaths = java.util.List.copyOf(scopePaths);
    }
  }

  /** Keeps it; nothing when the id is there. */
  void keep(StoredSpecification specification, Instant at);

  Optional<StoredSpecification> find(String id);
}
