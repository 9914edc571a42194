/**
 * Rows about lightweight components, each against the SDK's own local runner in the same run. Must
 * not enter: what needs no SDK.
 */
@NullMarked
package io.pitwheel.bench.component;

import org.jspecify.annotations.NullMarked;
