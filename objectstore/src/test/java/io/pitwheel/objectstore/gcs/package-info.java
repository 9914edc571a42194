@NullMarked
package io.pitwheel.objectstore.gcs;

import org.jspecify.annotations.NullMarked;
