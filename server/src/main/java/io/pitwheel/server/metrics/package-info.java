/**
 * Counts and times what the server does, in the form that Prometheus reads. The one package that
 * knows the library for it; what is counted elsewhere is counted in plain numbers and read here.
 * Must not enter: labels without a bound, such as ids and names that users give.
 */
@NullMarked
package io.pitwheel.server.metrics;

import org.jspecify.annotations.NullMarked;
