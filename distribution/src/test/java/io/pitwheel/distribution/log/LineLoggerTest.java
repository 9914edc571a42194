package io.pitwheel.distribution.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LineLoggerTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final RecentEvents recent = new RecentEvents(1_000);
  private final LineLogger logger = loggerOf("io.pitwheel.room.Doer");

  private LineLogger loggerOf(String name) {
    return new LineLogger(name, new PrintStream(written, true, UTF_8), recent);
  }

  @AfterEach
  void setBack() {
    LogSettings.setJson(false);
    LogSettings.setLevel(Level.WARN);
  }

  @Test
  void keepsTheNewestEvents() {
    logger.warn("run r-0 waits");
    for (int i = 1; i <= 100; i++) {
      logger.warn("run r-{} waits {}", i % 2, i);
    }

    assertThat(recent.naming("run r-0 ")).hasSizeBetween(3, 10).last().asString().contains("100");
    assertThat(recent.naming("run r-0 ")).allMatch(event -> event.endsWith("\n"));
    assertThat(recent.naming("")).hasSizeBetween(6, 20);
  }

  @Test
  void writesOneJsonObjectALineWithRunTaskAndAttempt() {
    LogSettings.setJson(true);

    logger
        .atError()
        .addKeyValue("runId", "r1")
        .addKeyValue("taskId", "t1")
        .addKeyValue("attempt", 2)
        .setCause(new IllegalStateException("the reason"))
        .log("doing {}\nnow", "it");

    JsonObject line = line();
    assertThat(text(line, "level")).isEqualTo("ERROR");
    assertThat(text(line, "logger")).isEqualTo("io.pitwheel.room.Doer");
    assertThat(text(line, "message")).isEqualTo("doing it\nnow");
    assertThat(text(line, "run")).isEqualTo("r1");
    assertThat(text(line, "task")).isEqualTo("t1");
    assertThat(text(line, "attempt")).isEqualTo("2");
    assertThat(text(line, "error")).contains("IllegalStateException: the reason");
    assertThat(text(line, "time")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void takesRunTaskAndAttemptFromTheNameOfTheThread() throws InterruptedException {
    LogSettings.setJson(true);
    Thread thread = Thread.ofVirtual().name("attempt r-1/7/0.3/2").start(() -> logger.warn("slow"));
    thread.join();

    JsonObject line = line();

    assertThat(text(line, "run")).isEqualTo("r-1");
    assertThat(text(line, "task")).isEqualTo("7/0.3");
    assertThat(text(line, "attempt")).isEqualTo("2");
  }

  @Test
  void writesOneLineForPeopleWhateverTheMessageHas() throws InterruptedException {
    Thread.ofVirtual().name("run r-1").start(() -> logger.warn("two\nlines")).join();

    assertThat(written.toString(UTF_8))
        .hasLineCount(1)
        .contains("WARN io.pitwheel.room.Doer - two\\nlines run=r-1");
  }

  @Test
  void writesFromTheChosenLevelOnAndOfLibrariesOnlyWarnings() {
    LogSettings.setLevel(LogSettings.levelOf("debug"));

    logger.debug("ours");
    logger.trace("too much");
    loggerOf("com.library.Thing").info("theirs");
    loggerOf("io.micrometer.Thing").warn("no trouble");
    loggerOf("com.library.Thing").warn("trouble");

    assertThat(written.toString(UTF_8))
        .contains("ours", "trouble")
        .doesNotContain("too much", "theirs", "no trouble");
  }

  @Test
  void knowsTheLevelsOfKfp() {
    assertThat(LogSettings.levelOf("1")).isEqualTo(Level.INFO);
    assertThat(LogSettings.levelOf("WARNING")).isEqualTo(Level.WARN);
    assertThat(LogSettings.levelOf("fatal")).isEqualTo(Level.ERROR);
    assertThat(LogSettings.levelOf("5")).isEqualTo(Level.TRACE);
  }

  @Test
  void cutsAMessageThatHasNoEnd() {
    logger.error("x".repeat(LogLines.MAX_MESSAGE + 1));

    assertThat(written.toString(UTF_8)).hasSizeLessThan(LogLines.MAX_MESSAGE + 100);
  }

  @Test
  void isWhatEverybodyLogsThrough() {
    assertThat(LoggerFactory.getLogger("io.pitwheel")).isInstanceOf(LineLogger.class);
    assertThat(LoggerFactory.getLogger("a").isErrorEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger("a").isInfoEnabled()).isFalse();
  }

  private JsonObject line() {
    String text = written.toString(UTF_8);
    assertThat(text).hasLineCount(1);
    return (JsonObject) JsonReader.read(text);
  }

  private static String text(JsonObject line, String name) {
    var value = line.members().get(name);
    return value == null ? "" : JsonWriter.text(value);
  }
}
