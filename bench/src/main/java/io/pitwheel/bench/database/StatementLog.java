package io.pitwheel.bench.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a cluster was asked. It writes a statement down before it answers, so what is in the
 * log between two moments is what was asked between them.
 */
public final class StatementLog {
  private static final Pattern ENTRY = Pattern.compile("\\d+ ([A-Z]+):  (.*)", Pattern.DOTALL);
  private static final Pattern EXECUTED =
      Pattern.compile("(?:execute [^:]*|statement): (.*)", Pattern.DOTALL);
  private static final Pattern BOUND = Pattern.compile("[Pp]arameters: (.*)", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("\\$\\d+ = (NULL|'[^']*+(?:''[^']*+)*+')");

  private final Path file;

  public StatementLog(PostgresqlCluster cluster) {
    this(cluster.log());
  }

  StatementLog(Path file) {
    this.file = file;
  }

  /** How long the log is now. */
  public long end() throws IOException {
    return Files.size(file);
  }

  /** The statements from there on, in order. */
  public List<LoggedStatement> after(long begin) throws IOException {
    var statements = new ArrayList<LoggedStatement>();
    for (String entry : entries(begin)) {
      Matcher parts = ENTRY.matcher(entry);
      if (parts.matches()) {
        take(parts.group(1), parts.group(2), statements);
      }
    }
    return statements;
  }

  private static void take(String kind, String words, List<LoggedStatement> statements) {
    Matcher executed = EXECUTED.matcher(words);
    Matcher bound = BOUND.matcher(words);
    if (kind.equals("LOG") && executed.matches() && !executed.group(1).isBlank()) {
      statements.add(new LoggedStatement(executed.group(1), List.of()));
    } else if (kind.equals("DETAIL") && bound.matches() && !statements.isEmpty()) {
      List<String> values =
          VALUE.matcher(bound.group(1)).results().map(value -> value.group(1)).toList();
      statements.add(new LoggedStatement(statements.removeLast().text(), values));
    }
  }

  /** A line that begins with a tab goes on with the one before. */
  private List<String> entries(long begin) throws IOException {
    var entries = new ArrayList<String>();
    for (String line : text(begin).split("\n", -1)) {
      if (line.startsWith("\t") && !entries.isEmpty()) {
        entries.add(entries.removeLast() + "\n" + line.substring(1));
      } else {
        entries.add(line);
      }
    }
    return entries;
  }

  private String text(long begin) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(begin);
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    }
  }
}
