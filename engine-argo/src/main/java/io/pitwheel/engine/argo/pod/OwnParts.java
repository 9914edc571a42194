package io.pitwheel.engine.argo.pod;

import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/** What every pod has of ours, by the names that its parts call one another. */
public final class OwnParts {
  /** The init container that brings the launcher. */
  public static final String COPYING = "pitwheel";

  /** The volume that it brings it to. */
  public static final String LAUNCHER_VOLUME = "bin";

  /** Where containers see that volume. */
  public static final String LAUNCHER_FOLDER = "/pitwheel";

  /** The first program in it. */
  public static final String LAUNCHER = LAUNCHER_FOLDER + "/launch";

  private OwnParts() {}

  /** Of a {@code securityContext}: what no container of a pod may. */
  public static JsonObject unprivileged() {
    return new JsonMembers()
        .put("allowPrivilegeEscalation", JsonValue.of(false))
        .put("capabilities", JsonMembers.of("drop", new JsonList(List.of(JsonValue.of("ALL")))))
        .build();
  }

  /** {@code resources} of a container that does no more than copy files. */
  public static JsonObject resourcesForCopying() {
    return new JsonMembers()
        .put("requests", JsonMembers.of("cpu", "10m"))
        .put("limits", JsonMembers.of("memory", "64Mi"))
        .build();
  }

  /** One of a container's {@code volumeMounts}. */
  public static JsonObject mount(String volume, String path) {
    return new JsonMembers().put("name", volume).put("mountPath", path).build();
  }
}
