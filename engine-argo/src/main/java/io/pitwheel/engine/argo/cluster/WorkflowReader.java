package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.engine.argo.workflow.WorkflowView.FailedPod;
import io.pitwheel.engine.argo.workflow.WorkflowView.OpenPod;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads Workflows; what has another form than Argo's is passed over. */
final class WorkflowReader {
  private static final String POD = "Pod";
  private static final String QUESTION = "Plugin";
  private static final String ERROR = "Error";
  private static final Set<String> FAILURES = Set.of("Failed", ERROR);
  private static final Set<String> UNDER_WAY = Set.of("Pending", OpenPod.RUNNING);

  /** What Argo adds to the name of a pod that is one of several for a task. */
  private static final Pattern NUMBER = Pattern.compile("\\(([0-9]{1,9})\\)$");

  /** Of a status that was compressed: Argo compresses what does not fit into an object. */
  private static final int MAX_STATUS_BYTES = 64 * 1024 * 1024;

  private WorkflowReader() {}

  static WorkflowView read(GenericKubernetesResource resource) {
    var metadata = resource.getMetadata();
    Collection<?> nodes = nodes(resource).values();
    return new WorkflowView(
        metadata.getNamespace(),
        metadata.getName(),
        Objects.requireNonNullElse(metadata.getLabels().get(WorkflowWords.RUN_LABEL), ""),
        text(resource.get("status", "phase")),
        text(resource.get("status", "message")),
        trouble(nodes),
        time(resource.get("status", "finishedAt")),
        metadata.getDeletionTimestamp() != null,
        metadata.getFinalizers().contains(WorkflowWords.FINALIZER),
        nodes.stream()
            .filter(node -> isOf(node, POD) && FAILURES.contains(phase(node)))
            .flatMap(node -> failedPod(node).stream())
            .toList(),
        nodes.stream()
            .filter(node -> isOf(node, POD) && UNDER_WAY.contains(phase(node)))
            .flatMap(node -> openPod(node).stream())
            .toList());
  }

  private static @Nullable Instant time(@Nullable Object written) {
    try {
      return written == null ? null : Instant.parse(written.toString());
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  private static String trouble(Collection<?> nodes) {
    return nodes.stream()
        .filter(node -> isOf(node, QUESTION) && ERROR.equals(phase(node)))
        .map(node -> text(member(node, "message").orElse("")))
        .filter(message -> !message.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Map<?, ?> nodes(GenericKubernetesResource resource) {
    if (resource.get("status", "compressedNodes") instanceof String compressed
        && !compressed.isEmpty()) {
      return uncompressed(compressed);
    }
    return resource.get("status", "nodes") instanceof Map<?, ?> nodes ? nodes : Map.of();
  }

  private static Map<?, ?> uncompressed(String compressed) {
    try (InputStream stream =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(compressed)))) {
      byte[] text = stream.readNBytes(MAX_STATUS_BYTES);
      return Serialization.unmarshal(new ByteArrayInputStream(text), Map.class);
    } catch (IOException exception) {
      throw new UncheckedIOException("reading the nodes of a Workflow", exception);
    }
  }

  private static boolean isOf(Object node, String type) {
    return member(node, "type").filter(type::equals).isPresent();
  }

  private static String phase(Object node) {
    return text(member(node, "phase").orElse(""));
  }

  private static Optional<OpenPod> openPod(Object node) {
    String message = text(member(node, "message").orElse(""));
    boolean isRunning = OpenPod.RUNNING.equals(phase(node));
    boolean isBegun = isRunning || PodWaits.BEGINNINGS.contains(message);
    return key(node)
        .map(key ->
            new OpenPod(
                text(member(node, "id").orElse("")),
                key,
                attempt(node),
                !isBegun,
                isRunning ? OpenPod.RUNNING : PodWaits.cut(message)));
  }

  private static Optional<String> key(Object node) {
    return member(node, "inputs")
        .flatMap(inputs -> member(inputs, "parameters"))
        .flatMap(WorkflowReader::keyAmong);
  }

  private static Optional<FailedPod> failedPod(Object node) {
    return key(node)
        .map(key ->
            new FailedPod(
                text(member(node, "id").orElse("")),
                key,
                attempt(node),
                text(member(node, "message").orElse(""))));
  }

  private static Optional<String> keyAmong(Object parameters) {
    return parameters instanceof List<?> all
        ? all.stream()
            .filter(each -> member(each, "name").filter(WorkflowWords.KEY::equals).isPresent())
            .flatMap(each -> member(each, "value").stream())
            .map(String::valueOf)
            .findFirst()
        : Optional.empty();
  }

  /** Iterations of loops end alike, so that the flag has to be there. */
  private static int attempt(Object node) {
    boolean isOneOfSeveral =
        member(node, "nodeFlag")
            .flatMap(flags -> member(flags, "retried"))
            .filter(Boolean.TRUE::equals)
            .isPresent();
    Matcher number = NUMBER.matcher(text(member(node, "name").orElse("")));
    return isOneOfSeveral && number.find() ? Integer.parseInt(number.group(1)) + 1 : 1;
  }

  private static Optional<Object> member(Object value, String name) {
    return value instanceof Map<?, ?> members
        ? Optional.ofNullable(members.get(name))
        : Optional.empty();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
