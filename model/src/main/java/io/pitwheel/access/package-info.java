/**
 * Who asks, and what they may. Must not enter: how callers prove who they are, and where their
 * rights are kept.
 */
@NullMarked
package io.pitwheel.access;

import org.jspecify.annotations.NullMarked;
