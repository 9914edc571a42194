package io.pitwheel.taskreport;

import io.pitwheel.page.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a run.
 *
 * @param parentId null for all of the run
 */
public record TaskQuery(String runId, @Nullable String parentId, PageRequest page) {}
