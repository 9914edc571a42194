/**
 * Python components on a host: what their compiled commands install, environments that have it, and
 * the shortest way to start them. Must not enter: tasks, and what a program reads or writes.
 */
@NullMarked
package io.pitwheel.launcher.python;

import org.jspecify.annotations.NullMarked;
