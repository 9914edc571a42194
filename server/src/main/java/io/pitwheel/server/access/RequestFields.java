package io.pitwheel.server.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;

/** What the address of a request says: variables of its path, then its query. */
record RequestFields(ServiceRequestContext context) implements CallFields {
  @Override
  public List<String> values(String path) {
    String variable = context.pathParam(path);
    return variable == null
        ? context.queryParams().getAll(path).stream().filter(value -> !value.isEmpty()).toList()
        : List.of(variable);
  }
}
