package io.pitwheel.server.assembly;

import io.pitwheel.engine.ClusterRecords;
import io.pitwheel.server.access.GuardedRoutes;
import io.pitwheel.server.http.ReadOnly;
import io.pitwheel.server.logs.PrintedLogs;
import io.pitwheel.server.logs.SystemLogReader;
import io.pitwheel.server.logs.TaskLogTexts;
import io.pitwheel.server.result.ResultComposer;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.support.SupportArchive;
import io.pitwheel.server.support.SupportRoute;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import java.util.Objects;

/** The door to everything about one run. */
final class SupportDoor {
  private static final String PATH = "/apis/v2beta1/runs/{run_id}/support";

  private SupportDoor() {}

  static void add(
      GuardedRoutes routes,
      ServerParts parts,
      RunReader reader,
      PrintedLogs printed,
      SystemLogReader system) {
    EngineFactory.Pods pods = parts.pods();
    var archive =
        new SupportArchive(
            new SupportArchive.Sources(
                reader,
                parts.stores().tasks(),
                new ResultComposer(parts.stores().tasks(), parts.specifications()),
                new TaskLogTexts(printed, system),
                pods == null ? ClusterRecords.NONE : pods.records(),
                parts.programLog()),
            () -> describe(parts));
    routes.addTraced("GET " + PATH, PATH, new ReadOnly(new SupportRoute(reader, archive)));
  }

  private static JsonValue describe(ServerParts parts) {
    String version = SupportDoor.class.getPackage().getImplementationVersion();
    return new JsonMembers()
        .put("version", Objects.requireNonNullElse(version, "unknown"))
        .put("server_id", parts.serverId())
        .put("engine", parts.settings().text(Setting.EXECUTION_ENGINE))
        .put("java", Runtime.version().toString())
        .put("time", parts.clock().instant().toString())
        .build();
  }
}
