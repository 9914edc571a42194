package io.pitwheel.launcher.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small part of the shell's language that compiled prologues use: words, quotes, and {@code &&}
 * or {@code ||} between commands. Whatever else is found means that we do not understand.
 */
final class ShellWords {
  /** Between double quotes the shell still looks for some characters; between single ones not. */
  private static final Pattern PIECE =
      Pattern.compile(
          """
          (?<blank>[ \\t]+)|'[^']*'|"[^"$`\\\\]*"|(?<bare>[^ \\t\\n'"$`\\\\;|&<>()*?\\[\\]{}!#~]+)\
          """);

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
    StringBuilder word = null;
    Matcher piece = PIECE.matcher(command);
    int at = 0;
    while (at < command.length() && piece.find(at) && piece.start() == at) {
      if (piece.group("blank") == null) {
        word = word == null ? new StringBuilder() : word;
        word.append(contentOf(piece));
      } else if (word != null) {
        words.add(word.toString());
        word = null;
      }
      at = piece.end();
    }
    if (word != null) {
      words.add(word.toString());
    }
    return at == command.length() ? Optional.of(List.copyOf(words)) : Optional.empty();
  }

  private static String contentOf(Matcher piece) {
    String text = piece.group();
    boolean isQuoted = piece.group("bare") == null;
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }
}
