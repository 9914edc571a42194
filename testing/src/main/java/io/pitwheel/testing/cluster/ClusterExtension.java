package io.pitwheel.testing.cluster;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link TestCluster} and each test a {@link TestNamespace} of its own, as
 * parameters. When a test failed, what can be known about the cluster is collected below {@code
 * target/cluster} before the namespace goes.
 */
public final class ClusterExtension implements ParameterResolver, AfterTestExecutionCallback {
  private static final Logger LOGGER = System.getLogger(ClusterExtension.class.getName());
  private static final Namespace OURS = Namespace.create(ClusterExtension.class);
  private static final Path ARCHIVES = Path.of("target/cluster");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestCluster.class || type == TestNamespace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestCluster cluster = TestCluster.shared();
    if (parameter.getParameter().getType() == TestCluster.class) {
      return cluster;
    }
    return context
        .getStore(OURS)
        .computeIfAbsent(Lent.class, _ -> Lent.by(cluster), Lent.class)
        .namespace();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context
        .getExecutionException()
        .ifPresent(_ -> {
          Path archive = TestCluster.shared().collect(ARCHIVES);
          LOGGER.log(Level.WARNING, "{0} failed; see {1}", context.getDisplayName(), archive);
        });
  }

  /** Closed with the store of the test. */
  private record Lent(TestNamespace namespace) implements AutoCloseable {
    static Lent by(TestCluster cluster) {
      return new Lent(new TestNamespace(cluster, cluster.newNamespace()));
    }

    @Override
    public void close() {
      namespace.cluster().deleteNamespace(namespace.name());
    }
  }
}
