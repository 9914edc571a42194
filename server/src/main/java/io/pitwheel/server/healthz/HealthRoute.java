package io.pitwheel.server.healthz;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;

/**
 * The plain JSON that every SDK client reads first. Not the JSON of a message: {@code multi_user}
 * must be there also when it is false (KFP: healthz of the API server, any verb).
 */
public final class HealthRoute implements HttpService {
  /** Where pipelines are kept (ADR 0034). */
  static final String PIPELINE_STORE = "database";

  private final JsonObject answer;

  private HealthRoute(boolean hasNamespaces, String pipelineStore) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("commit_sha", JsonValue.of("unknown"));
    members.put("tag_name", JsonValue.of("unknown"));
    members.put("multi_user", JsonValue.of(hasNamespaces));
    if (!pipelineStore.isEmpty()) {
      members.put("pipeline_store", JsonValue.of(pipelineStore));
    }
    answer = new JsonObject(members);
  }

  /**
   * As the v2beta1 API has it.
   *
   * @param hasNamespaces what clients are told as {@code multi_user}: they then name namespaces
   */
  public static HealthRoute ofNow(boolean hasNamespaces) {
    return new HealthRoute(hasNamespaces, PIPELINE_STORE);
  }

  /** As the API before it has it, which does not tell where pipelines are kept. */
  public static HealthRoute ofOlderApi(boolean hasNamespaces) {
    return new HealthRoute(hasNamespaces, "");
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpReplies.json(answer);
  }
}
