package io.pitwheel.run;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads graphs from the kept specifications and holds those used last. Safe for many threads. */
public final class KeptTaskGraphs implements TaskGraphSource {
  /** Graphs in memory; a large one takes some tens of megabytes. */
  private static final int MAX_HELD = 32;

  private final SpecificationStore specifications;
  private final Map<String, TaskGraph> held =
      new LinkedHashMap<>(MAX_HELD, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TaskGraph> eldest) {
          return size() > MAX_HELD;
        }
      };

  public KeptTaskGraphs(SpecificationStore specifications) {
    this.specifications = specifications;
  }

  @Override
  public TaskGraph graphOf(String specificationId) {
    synchronized (held) {
      TaskGraph graph = held.get(specificationId);
      if (graph != null) {
        return graph;
      }
    }
    // Read outside the lock: two threads may read the same one, which is slower than once, not
    // wrong.
    TaskGraph read = TaskGraph.of(read(specificationId));
    synchronized (held) {
      TaskGraph earlier = held.putIfAbsent(specificationId, read);
      return earlier == null ? read : earlier;
    }
  }

  private io.pitwheel.specification.PipelineSpecification read(String specificationId) {
    StoredSpecification stored =
        specifications
            .find(specificationId)
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.NOT_FOUND,
                    "reading specification %s: nothing is kept under that digest"
                        .formatted(specificationId)));
    return PipelineDocumentReader.read(stored.document(), stored.platformDocument())
        .specification();
  }
}
