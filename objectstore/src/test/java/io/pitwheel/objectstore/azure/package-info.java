@NullMarked
package io.pitwheel.objectstore.azure;

import org.jspecify.annotations.NullMarked;
