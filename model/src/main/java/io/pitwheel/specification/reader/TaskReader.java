package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.ArtifactIteratorSpec;
import io.pitwheel.api.pipelinespec.ParameterIteratorSpec;
import io.pitwheel.api.pipelinespec.PipelineTaskSpec;
import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one task of a graph. */
final class TaskReader {
  private TaskReader() {}

  static TaskSpecification read(String key, PipelineTaskSpec task, DocumentPath path) {
    NameRules.requireTaskKey(key, path);
    String component = task.getComponentRef().getName();
    if (component.isEmpty()) {
      throw Refusal.of(path.field("componentRef").field("name"), "unset", "a key of components");
    }
    DocumentPath inputPath = path.field("inputs");
    Map<String, ParameterInput> parameters = InputReader.parameters(task.getInputs(), inputPath);
    Map<String, ArtifactSource> artifacts = InputReader.artifacts(task.getInputs(), inputPath);
    String displayName = task.getTaskInfo().getName();
    return new TaskSpecification(
        key,
        displayName.isEmpty() ? key : displayName,
        component,
        parameters,
        artifacts,
        dependencies(task, parameters.values(), artifacts.values()),
        task.getTriggerPolicy().getCondition(),
        strategy(task),
        task.getCachingOptions().getEnableCache(),
        task.getCachingOptions().getCacheKey(),
        iterator(task, path),
        parallelismLimit(task, path),
        task.hasRetryPolicy() ? retryPolicy(task, path.field("retryPolicy")) : RetryPolicy.NONE);
  }

  /** Producers are dependencies even where old compilers did not write them down. */
  private static SortedSet<String> dependencies(
      PipelineTaskSpec task,
      Collection<ParameterInput> parameters,
      Collection<ArtifactSource> artifacts) {
    var dependencies = new TreeSet<>(task.getDependentTasksList());
    for (ParameterInput parameter : parameters) {
      switch (parameter.source()) {
        case ParameterSource.TaskOutputParameter output -> dependencies.add(output.producerTask());
        case ParameterSource.TaskFinalStatusParameter status ->
            dependencies.add(status.producerTask());
        case ParameterSource.ConstantParameter _, ParameterSource.ParentParameter _ -> {}
      }
    }
    for (ArtifactSource artifact : artifacts) {
      switch (artifact) {
        case ArtifactSource.TaskOutputArtifact output -> dependencies.add(output.producerTask());
        case ArtifactSource.ParentArtifact _ -> {}
      }
    }
    return dependencies;
  }

  private static TriggerStrategy strategy(PipelineTaskSpec task) {
    return switch (task.getTriggerPolicy().getStrategy()) {
      case ALL_UPSTREAM_TASKS_COMPLETED -> TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED;
      case ALL_UPSTREAM_TASKS_SUCCEEDED, TRIGGER_STRATEGY_UNSPECIFIED, UNRECOGNIZED ->
          TriggerStrategy.ALL_UPSTREAM_TASKS_SUCCEEDED;
    };
  }

  private static @Nullable TaskIterator iterator(PipelineTaskSpec task, DocumentPath path) {
    return switch (task.getIteratorCase()) {
      case PARAMETER_ITERATOR ->
          overParameter(task.getParameterIterator(), path.field("parameterIterator"));
      case ARTIFACT_ITERATOR ->
          overArtifacts(task.getArtifactIterator(), path.field("artifactIterator"));
      case ITERATOR_NOT_SET -> null;
    };
  }

  private static TaskIterator overParameter(ParameterIteratorSpec iterator, DocumentPath path) {
    var items = iterator.getItems();
    String itemInput = required(iterator.getItemInput(), path.field("itemInput"));
    DocumentPath itemsPath = path.field("items");
    return switch (items.getKindCase()) {
      case RAW -> {
        LoopItems.requireList(items.getRaw(), itemsPath.field("raw"));
        yield new TaskIterator.RawItems(itemInput, items.getRaw());
      }
      case INPUT_PARAMETER -> new TaskIterator.ParameterItems(itemInput, items.getInputParameter());
      case KIND_NOT_SET -> throw Refusal.of(itemsPath, "no items", "raw or inputParameter");
    };
  }

  private static TaskIterator overArtifacts(ArtifactIteratorSpec iterator, DocumentPath path) {
    return new TaskIterator.ArtifactItems(
        required(iterator.getItemInput(), path.field("itemInput")),
        required(
            iterator.getItems().getInputArtifact(), path.field("items").field("inputArtifact")));
  }

  private static String required(String name, DocumentPath path) {
    if (name.isEmpty()) {
      throw Refusal.of(path, "unset", "the name of an input");
    }
    return name;
  }

  private static int parallelismLimit(PipelineTaskSpec task, DocumentPath path) {
    int limit = task.getIteratorPolicy().getParallelismLimit();
    if (limit < 0) {
      throw Refusal.of(
          path.field("iteratorPolicy").field("parallelismLimit"),
          Integer.toString(limit),
          "0 for no limit, or more");
    }
    return limit;
  }

  private static RetryPolicy retryPolicy(PipelineTaskSpec task, DocumentPath path) {
    return RetryPolicyReader.read(task.getRetryPolicy(), path);
  }
}
