/**
 * The convention page as tests. Every rule is a function from text to findings, with a test that
 * seeds what it must find. Must not enter: knowledge of single files.
 */
@NullMarked
package io.pitwheel.conformance.tidy;

import org.jspecify.annotations.NullMarked;
