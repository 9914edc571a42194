/** Tests of health and readiness. */
@NullMarked
package io.pitwheel.server.healthz;

import org.jspecify.annotations.NullMarked;
