/**
 * Tasks and links as drivers and launchers elsewhere read them: value by value, and in pages. Must
 * not enter: writing.
 */
@NullMarked
package io.pitwheel.store.view;

import org.jspecify.annotations.NullMarked;
