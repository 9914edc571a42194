/**
 * The expression language of triggers and selectors (CEL), its values and its compiled programs.
 * Must not enter: tasks, pipelines, and any decision about them.
 */
@NullMarked
package io.pitwheel.driver.expression;

import org.jspecify.annotations.NullMarked;
