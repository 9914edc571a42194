package io.pitwheel.run;

import io.pitwheel.page.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list.
 *
 * @param experimentId null for those of all experiments
 */
public record RunQuery(String namespace, @Nullable String experimentId, PageRequest page) {}
