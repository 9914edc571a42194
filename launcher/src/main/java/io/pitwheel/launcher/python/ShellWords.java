package io.pitwheel.launcher.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The small part of the shell's language that compiled prologues use: words, quotes, and {@code &&}
 * or {@code ||} between commands. Whatever else is found means that we do not understand.
 */
final class ShellWords {
  private static final String SPECIAL = "$`\\;|&<>()*?[]{}!#~\n";

  private ShellWords() {}

  /** The parts between an operator that stands outside quotes. */
  static List<String> split(String script, String operator) {
    var parts = new ArrayList<String>();
    char quote = 0;
    int start = 0;
    for (int at = 0; at < script.length(); at++) {
      char character = script.charAt(at);
      if (quote != 0) {
        quote = character == quote ? 0 : quote;
      } else if (character == '\'' || character == '"') {
        quote = character;
      } else if (script.startsWith(operator, at)) {
        parts.add(script.substring(start, at));
        start = at + operator.length();
        at = start - 1;
      }
    }
    parts.add(script.substring(start));
    return parts;
  }

  /** The words of one simple command; empty when it is more than that. */
  static Optional<List<String>> words(String command) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int at = 0; at < command.length(); at++) {
      char character = command.charAt(at);
      if (quote != 0 && character == quote) {
        quote = 0;
      } else if (quote == '\'' || (quote == '"' && "$`\\".indexOf(character) < 0)) {
        word.append(character);
      } else if (quote == '"') {
        return Optional.empty();
      } else if (character == '\'' || character == '"') {
        quote = character;
        inWord = true;
      } else if (character == ' ' || character == '\t') {
        addWord(words, word, inWord);
        inWord = false;
      } else if (SPECIAL.indexOf(character) >= 0) {
        return Optional.empty();
      } else {
        word.append(character);
        inWord = true;
      }
    }
    addWord(words, word, inWord);
    return quote == 0 ? Optional.of(List.copyOf(words)) : Optional.empty();
  }

  private static void addWord(List<String> words, StringBuilder word, boolean inWord) {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
