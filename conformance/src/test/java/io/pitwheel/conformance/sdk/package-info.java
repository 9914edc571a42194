/**
 * What the stock SDK makes of the examples and of the server: Python programs of this module, run
 * in an environment of their own. Must not enter: a client of ours.
 */
@NullMarked
package io.pitwheel.conformance.sdk;

import org.jspecify.annotations.NullMarked;
