/**
 * What a row is, what it answers, and the ground it is measured on. Must not enter: any one row.
 */
@NullMarked
package io.pitwheel.bench.row;

import org.jspecify.annotations.NullMarked;
