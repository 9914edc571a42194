/**
 * Which features of the pipeline language work, each with the test that says so. Must not enter:
 * claims without a test.
 */
@NullMarked
package io.pitwheel.conformance.compatibility;

import org.jspecify.annotations.NullMarked;
