package io.pitwheel.objectstore;

/**
 * A part that was written.
 *
 * @param number from 1
 * @param tag the {@code ETag} header of the store's answer, quotes included
 */
public record UploadedPart(int number, String tag) {}
