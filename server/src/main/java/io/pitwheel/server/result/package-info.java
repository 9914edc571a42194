/**
 * Makes the result document: the one form in which people, scripts and tests read how a run ended.
 * Must not enter: anything that changes a run.
 */
@NullMarked
package io.pitwheel.server.result;

import org.jspecify.annotations.NullMarked;
