package io.pitwheel.objectstore;

import java.time.Instant;

/**
 * What a store knows of one object.
 *
 * @param location as given to {@link ObjectStore}
 * @param size in bytes
 * @param modifiedAt when it was last written
 */
public record StoredObject(String location, long size, Instant modifiedAt) {}
