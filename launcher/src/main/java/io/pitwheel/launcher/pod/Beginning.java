package io.pitwheel.launcher.pod;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.value.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher is told when it begins.
 *
 * @param outgoing how the object store is reached, and other networks
 * @param providers KFP's map of the stores that the pod opens with credentials of its own; null
 *     where the server signs each request
 */
record Beginning(
    LaunchInstruction instruction, OutgoingConnections outgoing, @Nullable JsonObject providers) {}
