package io.pitwheel.engine.argo.compiler;

import io.pitwheel.value.TextDigest;
import java.math.BigInteger;

/**
 * Whose Workflow it is and where it stands.
 *
 * @param name of the object: short, since Argo repeats it in every node
 * @param namespace empty when the client's own is meant
 * @param serviceAccount as which its pods run
 */
public record WorkflowTarget(String runId, String name, String namespace, String serviceAccount) {
  /** Of a pipeline's name: enough to know it again in a list. */
  private static final int PIPELINE_CHARACTERS = 8;

  /** Of a digest to the base of 36: 62 bits, so that two runs of a namespace never meet. */
  private static final int DIGEST_CHARACTERS = 12;

  private static final int BASE = 36;

  /**
   * The target of a run. The same run always gives the same name, so that repeating is harmless.
   */
  public static WorkflowTarget of(
      String runId, String pipelineName, String namespace, String serviceAccount) {
    return ofRetried(runId, 0, pipelineName, namespace, serviceAccount);
  }

  /**
   * The same for a run that goes on after it had ended: what is left of its earlier Workflow stays.
   *
   * @param times it was retried; 0 for the first Workflow
   */
  public static WorkflowTarget ofRetried(
      String runId, int times, String pipelineName, String namespace, String serviceAccount) {
    String seed = times == 0 ? runId : runId + "/" + times;
    return new WorkflowTarget(runId, nameOf(seed, pipelineName), namespace, serviceAccount);
  }

  private static String nameOf(String seed, String pipelineName) {
    String beginning =
        pipelineName.substring(0, Math.min(PIPELINE_CHARACTERS, pipelineName.length()));
    String digest = new BigInteger(TextDigest.sha256(seed), 16).toString(BASE);
    return beginning.replaceAll("-+$", "") + "-" + digest.substring(0, DIGEST_CHARACTERS);
  }
}
