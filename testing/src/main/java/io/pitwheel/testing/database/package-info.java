/**
 * Real database servers for tests: on loopback, on a free port, in a temporary folder, not as root,
 * started once a JVM and ended with it. Must not enter: what is asked of them.
 */
@NullMarked
package io.pitwheel.testing.database;

import org.jspecify.annotations.NullMarked;
