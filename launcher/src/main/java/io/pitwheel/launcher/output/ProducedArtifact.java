package io.pitwheel.launcher.output;

import io.pitwheel.artifact.Artifact;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as its task left it.
 *
 * @param artifact as it will be recorded
 * @param path where its bytes should be; null when the component gave it a uri of its own
 * @param customPath where the component says it put the bytes instead; null for none
 */
public record ProducedArtifact(Artifact artifact, @Nullable Path path, @Nullable Path customPath) {}
