/** Tests of repeated runs. Must not enter: anything that is shipped. */
@NullMarked
package io.pitwheel.driver.rerun;

import org.jspecify.annotations.NullMarked;
