/**
 * JSON values as pipelines know them: every number is a double, written the way Go writes it. Must
 * not enter: names of parameters, tasks or files.
 */
@NullMarked
package io.pitwheel.value;

import org.jspecify.annotations.NullMarked;
