/**
 * What drivers and launchers that are not ours say of tasks and artifacts, and how it is read back.
 * Must not enter: messages of an API, SQL, engines.
 */
@NullMarked
package io.pitwheel.taskreport;

import org.jspecify.annotations.NullMarked;
