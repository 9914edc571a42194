/**
 * What every door needs: JSON of messages, routes of our annotations, error bodies, guards. Knows
 * HTTP and protobuf descriptors. Must not enter: anything about pipelines, runs or tasks.
 */
@NullMarked
package io.pitwheel.server.http;

import org.jspecify.annotations.NullMarked;
