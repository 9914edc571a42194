/**
 * From a file and the words of the command line to a run, and along it to its end. Must not enter:
 * how progress looks.
 */
@NullMarked
package io.pitwheel.cli.run;

import org.jspecify.annotations.NullMarked;
