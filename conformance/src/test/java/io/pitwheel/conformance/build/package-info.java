/**
 * What the build leaves behind, held to a list: coverage and licences. Must not enter: how it was
 * built.
 */
@NullMarked
package io.pitwheel.conformance.build;

import org.jspecify.annotations.NullMarked;
