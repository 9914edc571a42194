/** What drivers and launchers elsewhere tell a store. */
@NullMarked
package io.pitwheel.testing.store.report;

import org.jspecify.annotations.NullMarked;
