package io.pitwheel.conformance.corpus;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which pipelines of the corpus run on one machine without a container, and why the others not. */
final class Scope {
  /** Pipelines whose commands are on every host, though the index asks for a container. */
  private static final Set<String> ON_EVERY_HOST =
      Set.of(
          "argo_compatibility/fast_artifact.yaml",
          "own-container-2.yaml",
          "valid/arguments_parameters.yaml",
          "valid/artifacts_simple.yaml",
          "valid/components_with_optional_artifacts.yaml",
          "valid/critical/container_component_with_no_inputs.yaml",
          "valid/critical/pipeline_with_env.yaml",
          "valid/critical/producer_consumer_param_pipeline.yaml",
          "valid/critical/two_step_pipeline_containerized.yaml",
          "valid/essential/container_no_input.yaml",
          "valid/essential/pipeline_with_nested_conditions_yaml.yaml",
          "valid/essential/placeholder_with_if_placeholder_none_input_value.yaml",
          "valid/mounted_cabundle_secret.yaml",
          "valid/parallel_and_nested/pipeline_in_pipeline.yaml",
          "valid/parallel_and_nested/pipeline_in_pipeline_complex.yaml",
          "valid/pipeline_with_only_display_name.yaml",
          "valid/run_as_user_cache_disabled.yaml",
          "valid/run_as_user_cache_enabled.yaml");

  private static final Map<String, String> TOO_LONG =
      Map.of("valid/take_nap_pipeline_root_compiled.yaml", "sleeps for a quarter of an hour");

  private Scope() {}

  /** Empty for a pipeline that runs here. */
  static Optional<String> reasonNotToRun(CorpusRow row) {
    if (ON_EVERY_HOST.contains(row.path())) {
      return Optional.empty();
    }
    boolean needsMore = row.note().startsWith("no") || row.note().startsWith("only");
    return needsMore ? Optional.of(row.note()) : Optional.ofNullable(TOO_LONG.get(row.path()));
  }
}
