package io.pitwheel.run;

/**
 * The folder of a namespace: what its runs make lies at or below it, and nothing of another
 * namespace does.
 */
public final class NamespaceFolder {
  private NamespaceFolder() {}

  /**
   * @param artifactRoot where outputs go when a run says nothing else
   * @param namespace empty where there are no namespaces; then all is in the root
   */
  public static String of(String artifactRoot, String namespace) {
    return namespace.isEmpty() ? artifactRoot : artifactRoot + "/" + namespace;
  }
}
