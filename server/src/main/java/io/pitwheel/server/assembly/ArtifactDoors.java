package io.pitwheel.server.assembly;

import com.linecorp.armeria.server.ServerBuilder;
import io.pitwheel.server.artifact.ArtifactDownload;
import io.pitwheel.server.artifact.ArtifactFinder;
import io.pitwheel.server.artifact.ArtifactPreview;
import io.pitwheel.server.artifact.NodeArtifact;
import io.pitwheel.server.http.ReadOnly;
import io.pitwheel.server.run.RunReader;

/** The doors to the bytes of artifacts. */
final class ArtifactDoors {
  private static final String ARTIFACT = "regex:^/apis/v2beta1/artifacts/(?<id>[^/:]+):";
  private static final String NODE =
      "regex:^/apis/v2beta1/runs/(?<run>[^/]+)/nodes/(?<node>[^/]+)/artifacts/(?<name>[^/]+):read$";

  private ArtifactDoors() {}

  static void add(ServerBuilder builder, ServerParts parts, RunReader reader) {
    var finder = new ArtifactFinder(parts.stores().artifacts(), parts.localFolders());
    builder.service(
        ARTIFACT + "download$", new ReadOnly(new ArtifactDownload(finder, parts.objects())));
    builder.service(
        ARTIFACT + "preview$", new ReadOnly(new ArtifactPreview(finder, parts.objects())));
    builder.service(NODE, new ReadOnly(new NodeArtifact(finder, reader, parts.objects())));
  }
}
