package io.pitwheel.store.value;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Where a link of an artifact stands on a task. */
public record LinkPlace(int direction, String key, int iteration, int choice, int position) {
  /** The id of the link, which follows from its place. */
  public String idOf(String taskId) {
    String text =
        String.join(
            "/",
            taskId,
            String.valueOf(direction),
            String.valueOf(iteration),
            String.valueOf(choice),
            String.valueOf(position),
            key);
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
