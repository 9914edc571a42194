package io.pitwheel.launcher.pod;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.trust.OutgoingConnections;

/**
 * What a launcher is told when it begins.
 *
 * @param outgoing how the object store is reached, and other networks
 */
record Beginning(LaunchInstruction instruction, OutgoingConnections outgoing) {}
