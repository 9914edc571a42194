package io.pitwheel.specification;

import io.pitwheel.platform.ExecutorPlatform;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a task runs: a command, a graph of further tasks, or the import of an artifact. */
public sealed interface Component {
  /** The key in the specification's {@code components}; {@code root} for the pipeline itself. */
  String name();

  ComponentInterface declared();

  /**
   * A command in an image.
   *
   * @param executorLabel the key in {@code deploymentSpec.executors} and in the platform document
   * @param platform what the platform document asks for under that label
   */
  record ContainerComponent(
      String name,
      ComponentInterface declared,
      String executorLabel,
      ContainerExecutor executor,
      ExecutorPlatform<PlacedSource> platform)
      implements Component {
    /** One that asks nothing of its platform. */
    public ContainerComponent(
        String name,
        ComponentInterface declared,
        String executorLabel,
        ContainerExecutor executor) {
      this(name, declared, executorLabel, executor, ExecutorPlatform.none());
    }
  }

  /** A graph; {@code tasks} by key in byte order. */
  record DagComponent(
      String name,
      ComponentInterface declared,
      Map<String, TaskSpecification> tasks,
      DagOutputs outputs)
      implements Component {
    public DagComponent {
      tasks = Collections.unmodifiableMap(new TreeMap<>(tasks));
    }
  }

  /** An artifact that exists already. */
  record ImporterComponent(
      String name, ComponentInterface declared, String executorLabel, ImporterExecutor executor)
      implements Component {}
}
