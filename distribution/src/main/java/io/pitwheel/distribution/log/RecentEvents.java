package io.pitwheel.distribution.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest events of a log, as they were written. Safe for many threads. */
final class RecentEvents {
  private final int maximumCharacters;
  private final Deque<String> events = new ArrayDeque<>();
  private int characters;

  /**
   * @param maximumCharacters of all events that are kept, which bounds the memory
   */
  RecentEvents(int maximumCharacters) {
    this.maximumCharacters = maximumCharacters;
  }

  /** Keeps one, and forgets the oldest that have no room any more. */
  synchronized void add(String event) {
    events.addLast(event);
    characters += event.length();
    while (characters > maximumCharacters) {
      characters -= events.removeFirst().length();
    }
  }

  /** Those in which a word stands, oldest first. */
  synchronized List<String> naming(String word) {
    return events.stream().filter(event -> event.contains(word)).toList();
  }
}
