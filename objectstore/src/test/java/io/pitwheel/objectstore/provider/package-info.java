@NullMarked
package io.pitwheel.objectstore.provider;

import org.jspecify.annotations.NullMarked;
