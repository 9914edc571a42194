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
 * must be there although it is false (KFP: healthz of the API server, any verb).
 */
public final class HealthRoute implements HttpService {
  private final JsonObject answer;

  /** As the v2beta1 API has it. */
  public HealthRoute() {
    this("database");
  }

  /**
   * @param pipelineStore empty for the older API, which does not tell it
   */
  public HealthRoute(String pipelineStore) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("commit_sha", JsonValue.of("unknown"));
    members.put("tag_name", JsonValue.of("unknown"));
    members.put("multi_user", JsonValue.of(false));
    if (!pipelineStore.isEmpty()) {
      members.put("pipeline_store", JsonValue.of(pipelineStore));
    }
    answer = new JsonObject(members);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpReplies.json(answer);
  }
}
