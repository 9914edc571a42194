/**
 * The checkout as a whole: its root, the files git tracks, commands run in it. Must not enter:
 * rules.
 */
@NullMarked
package io.pitwheel.conformance.project;

import org.jspecify.annotations.NullMarked;
