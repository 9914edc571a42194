package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of objects of Argo's that are read and written here. */
final class ArgoKinds {
  static final ResourceDefinitionContext WORKFLOWS = kind("Workflow", "workflows");
  static final ResourceDefinitionContext TASK_SETS = kind("WorkflowTaskSet", "workflowtasksets");

  private ArgoKinds() {}

  private static ResourceDefinitionContext kind(String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("argoproj.io")
        .withVersion("v1alpha1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
