package io.pitwheel.server.recurringrun;

import com.google.protobuf.Struct;
import io.pitwheel.recurringrun.Firing;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RunTemplate;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.run.RunOptionsReader;
import io.pitwheel.server.run.RunRequest;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.TextDigest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The request for the run of a tick, as a client would make it. */
final class TickRequest {
  /** KFP's bound on the part of a name that is taken from the recurring run. */
  private static final int MAX_NAME_LENGTH = 25;

  /** What a cluster adds to a name so that it is the only one. */
  private static final int MARK_LENGTH = 5;

  private TickRequest() {}

  static RunRequest of(Firing firing) {
    RecurringRun recurringRun = firing.recurringRun();
    RunTemplate template = recurringRun.template();
    return new RunRequest(
        runId(firing),
        runName(recurringRun),
        template.description(),
        template.experimentId(),
        source(template.source()),
        template.parameters(),
        template.pipelineRoot(),
        template.serviceAccount(),
        RunOptionsReader.read(pluginsInput(template.pluginsInput())),
        firing.tick(),
        TextDigest.sha256(recurringRun.id() + " " + firing.tick()));
  }

  /** The same for the same tick: what was written for a run that was not, is written over. */
  private static String runId(Firing firing) {
    String name = firing.recurringRun().id() + " " + firing.tick();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static RunRequest.Source source(Source source) {
    return switch (source) {
      case Source.Inline inline -> new RunRequest.Source.Stored(inline.specificationId());
      case Source.Kept kept -> new RunRequest.Source.Kept(kept.pipelineId(), kept.versionId());
    };
  }

  private static Map<String, Struct> pluginsInput(JsonObject input) {
    var plugins = new TreeMap<String, Struct>();
    input
        .members()
        .forEach((name, value) -> {
          if (value instanceof JsonObject object) {
            plugins.put(name, JsonStructs.toStruct(object));
          }
        });
    return plugins;
  }

  /**
   * As KFP names them: what a name of its cluster may have of the recurring run's name and a few
   * characters that make it the only one, the index, and a hash of both.
   */
  static String runName(RecurringRun recurringRun) {
    String name =
        recurringRun.template().displayName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
    String series =
        name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH))
            + recurringRun.id().substring(0, Math.min(recurringRun.id().length(), MARK_LENGTH));
    String numbered = series + "-" + recurringRun.nextIndex();
    return numbered + "-" + hash(numbered);
  }

  /** FNV-1a of 32 bits (Fowler, Noll and Vo), as Go's {@code hash/fnv} has it. */
  static String hash(String text) {
    int hash = 0x811c9dc5;
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (value & 0xff)) * 0x01000193;
    }
    return Integer.toUnsignedString(hash);
  }
}
