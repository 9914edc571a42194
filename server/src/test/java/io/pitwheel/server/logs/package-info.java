/** Tests of logs that do not stay. Must not enter: tests of what is printed. */
@NullMarked
package io.pitwheel.server.logs;

import org.jspecify.annotations.NullMarked;
