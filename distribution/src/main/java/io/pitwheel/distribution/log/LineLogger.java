package io.pitwheel.distribution.log;

import io.pitwheel.distribution.log.LogLines.Line;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** Writes lines. */
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  private final transient PrintStream stream;
  private final transient RecentEvents recent;

  LineLogger(String name, PrintStream stream, RecentEvents recent) {
    this.name = name;
    this.stream = stream;
    this.recent = recent;
  }

  @Override
  public void log(LoggingEvent event) {
    if (!LogSettings.isWritten(name, event.getLevel())) {
      return;
    }
    var values = new LinkedHashMap<String, String>();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> values.put(pair.key, String.valueOf(pair.value)));
    }
    write(
        event.getLevel(),
        event.getMessage(),
        event.getArgumentArray(),
        values,
        event.getThrowable());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    write(level, message, arguments, Map.of(), failure);
  }

  private void write(
      Level level,
      @Nullable String message,
      Object @Nullable [] arguments,
      Map<String, String> values,
      @Nullable Throwable failure) {
    String formatted = MessageFormatter.basicArrayFormat(message, arguments);
    var line =
        new Line(
            Instant.now(),
            level.name(),
            name,
            Thread.currentThread().getName(),
            String.valueOf(formatted),
            values,
            failure);
    String event = LogSettings.isJson() ? LogLines.json(line) : LogLines.text(line);
    recent.add(event);
    // One call a line: lines of several threads do not mix.
    stream.print(event);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return LogSettings.isWritten(name, Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return LogSettings.isWritten(name, Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return LogSettings.isWritten(name, Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return LogSettings.isWritten(name, Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return LogSettings.isWritten(name, Level.ERROR);
  }
}
