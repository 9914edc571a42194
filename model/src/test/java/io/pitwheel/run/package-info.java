/** Tests of states and their diagrams. Must not enter: stores and engines. */
@NullMarked
package io.pitwheel.run;

import org.jspecify.annotations.NullMarked;
