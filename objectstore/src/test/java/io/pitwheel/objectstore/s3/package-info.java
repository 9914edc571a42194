@NullMarked
package io.pitwheel.objectstore.s3;

import org.jspecify.annotations.NullMarked;
