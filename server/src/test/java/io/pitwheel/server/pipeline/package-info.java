/** Files and addresses of pipelines. Must not enter: what pipelines mean. */
@NullMarked
package io.pitwheel.server.pipeline;

import org.jspecify.annotations.NullMarked;
