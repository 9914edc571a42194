package io.pitwheel.server.specification;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.SpecificationStore;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.time.Clock;

/** Kept pipelines, with the documents and graphs that were used last at hand. */
public final class SpecificationCatalog implements TaskGraphSource {
  private static final int MAX_DOCUMENTS = 64;
  private static final int MAX_GRAPHS = 32;

  private final SpecificationStore store;
  private final Clock clock;
  private final RecentlyUsed<String, StoredSpecification> documents =
      new RecentlyUsed<>(MAX_DOCUMENTS);
  private final RecentlyUsed<String, TaskGraph> graphs = new RecentlyUsed<>(MAX_GRAPHS);

  public SpecificationCatalog(SpecificationStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Keeps a pipeline; equal ones are kept once. */
  public StoredSpecification keep(PipelineSpecification specification) {
    return keep(IdentifiedSpecification.of(specification));
  }

  /** As {@link #keep(PipelineSpecification)}. */
  public StoredSpecification keep(IdentifiedSpecification pipeline) {
    return documents.get(pipeline.id(), id -> write(id, pipeline.specification()));
  }

  /**
   * @throws PipelinesException NOT_FOUND when nothing is kept under the id
   */
  public StoredSpecification find(String specificationId) {
    return documents.get(
        specificationId,
        id ->
            store
                .find(id)
                .orElseThrow(() ->
                    new PipelinesException(
                        ErrorCode.NOT_FOUND,
                        "reading specification %s: there is none".formatted(id))));
  }

  @Override
  public TaskGraph graphOf(String specificationId) {
    return graphs.get(specificationId, id -> TaskGraph.of(read(find(id))));
  }

  private StoredSpecification write(String id, PipelineSpecification specification) {
    TaskGraph graph = graphs.get(id, _ -> TaskGraph.of(specification));
    var kept =
        new StoredSpecification(
            id,
            specification.document(),
            specification.platformDocument(),
            graph.nodes().stream().map(node -> node.path().dotted()).toList());
    store.keep(kept, clock.instant());
    return kept;
  }

  private static PipelineSpecification read(StoredSpecification kept) {
    return PipelineDocumentReader.read(kept.document(), kept.platformDocument()).specification();
  }
}
