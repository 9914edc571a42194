/**
 * Tells clients of gRPC which services there are and what their messages look like. Must not enter:
 * anything about a service in particular.
 */
@NullMarked
package io.pitwheel.server.reflection;

import org.jspecify.annotations.NullMarked;
