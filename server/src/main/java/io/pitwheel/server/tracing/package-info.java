/**
 * Sends what requests and runs did to a collector of traces, when a setting names one. The one
 * package that knows the library for it, which is loaded only then. Must not enter: what anything
 * waits for.
 */
@NullMarked
package io.pitwheel.server.tracing;

import org.jspecify.annotations.NullMarked;
