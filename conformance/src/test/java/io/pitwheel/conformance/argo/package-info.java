/**
 * Whole servers with the engine for Argo, on the real cluster. Must not enter: what pipelines of
 * the suites come to, which is the same by every engine.
 */
@NullMarked
package io.pitwheel.conformance.argo;

import org.jspecify.annotations.NullMarked;
