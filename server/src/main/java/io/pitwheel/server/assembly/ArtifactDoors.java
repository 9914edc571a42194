package io.pitwheel.server.assembly;

import io.pitwheel.server.access.GuardedRoutes;
import io.pitwheel.server.artifact.ArtifactDownload;
import io.pitwheel.server.artifact.ArtifactFinder;
import io.pitwheel.server.artifact.ArtifactPreview;
import io.pitwheel.server.artifact.NodeArtifact;
import io.pitwheel.server.http.ReadOnly;
import io.pitwheel.server.run.RunReader;

/** The doors to the bytes of artifacts. */
final class ArtifactDoors {
  private static final String CALL = "GET /apis/v2beta1/";
  private static final String ARTIFACT = "regex:^/apis/v2beta1/artifacts/(?<id>[^/:]+):";
  private static final String NODE =
      "regex:^/apis/v2beta1/runs/(?<run>[^/]+)/nodes/(?<node>[^/]+)/artifacts/(?<name>[^/]+):read$";

  private ArtifactDoors() {}

  static void add(GuardedRoutes routes, ServerParts parts, RunReader reader) {
    var finder =
        new ArtifactFinder(parts.stores().artifacts(), parts.localFolders(), parts.places());
    routes.addTraced(
        CALL + "artifacts/{artifact_id}:download",
        ARTIFACT + "download$",
        new ReadOnly(new ArtifactDownload(finder, parts.objects())));
    routes.addTraced(
        CALL + "artifacts/{artifact_id}:preview",
        ARTIFACT + "preview$",
        new ReadOnly(new ArtifactPreview(finder, parts.objects())));
    routes.addTraced(
        CALL + "runs/{run_id}/nodes/{node_id}/artifacts/{artifact_name}:read",
        NODE,
        new ReadOnly(new NodeArtifact(finder, reader, parts.objects())));
  }
}
