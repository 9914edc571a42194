/**
 * Everything the server does with runs and their tasks: taking requests, answering, and telling the
 * engine. Must not enter: how runs are kept or moved forward.
 */
@NullMarked
package io.pitwheel.server.run;

import org.jspecify.annotations.NullMarked;
