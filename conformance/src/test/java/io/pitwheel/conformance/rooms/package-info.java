/**
 * The floor plan as tests: which module may know which, and which library. Must not enter: rules
 * about text, which belong to tidiness.
 */
@NullMarked
package io.pitwheel.conformance.rooms;

import org.jspecify.annotations.NullMarked;
