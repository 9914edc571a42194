/** Tests of the words between driver and engines. */
@NullMarked
package io.pitwheel.driver;

import org.jspecify.annotations.NullMarked;
