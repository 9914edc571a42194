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
  private final JsonObject answer;

  /**
   * @param hasNamespaces what clients are told as {@code multi_user}: they then name namespaces
   */
  public HealthRoute(boolean hasNamespaces) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("commit_sha", JsonValue.of("unknown"));
    members.put("tag_name", JsonValue.of("unknown"));
    members.put("multi_user", JsonValue.of(hasNamespaces));
    members.put("pipeline_store", JsonValue.of("database"));
    answer = new JsonObject(members);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpReplies.json(answer);
  }
}
