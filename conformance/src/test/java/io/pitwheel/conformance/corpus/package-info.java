/**
 * Known pipelines and what each is to give, run through the command line and compared. Must not
 * enter: knowledge of how a result comes about.
 */
@NullMarked
package io.pitwheel.conformance.corpus;

import org.jspecify.annotations.NullMarked;
