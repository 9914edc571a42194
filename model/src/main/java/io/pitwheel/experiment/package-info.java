/** Experiments and the port that keeps them. Must not enter: SQL. */
@NullMarked
package io.pitwheel.experiment;

import org.jspecify.annotations.NullMarked;
