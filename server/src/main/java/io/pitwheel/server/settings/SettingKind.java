package io.pitwheel.server.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;

/** What may stand in a setting. */
enum SettingKind {
  HOST("a name or address of this machine"),
  HOSTS("hosts such as packages.example.com or 10.0.0.7:8080, with commas in between"),
  ORIGINS(
      "origins such as https://pipelines.example.com, with commas in between",
      "(https?://[^/?#@,*\\s]+(,https?://[^/?#@,*\\s]+)*)?"),
  PORT("0 to 65535, where 0 takes a free one", 0, 65_535),
  SLOTS("0 to 10000, where 0 is the number of processors", 0, 10_000),
  ROOT("nothing, an absolute path, or a uri of a bucket"),
  FILE("nothing, or the path of a file that this user can read"),
  FOLDER("the absolute path of a folder, or nothing for the one in the data folder"),
  FOLDERS("absolute paths of folders, with commas in between", "(/[^,\\x00]*(,/[^,\\x00]*)*)?"),
  FLAG("true or false"),
  HEADER("nothing, or the name of a header such as kubeflow-userid", "[A-Za-z0-9-]{0,128}"),
  LABEL("nothing, or a name such as pipeline-runner", "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?"),
  QUANTITY("a size such as 10Gi", "[0-9]{1,15}(\\.[0-9]{1,3})?([KMGTPE]i|[kMGTPE])?"),
  ACCESS_MODE(
      "ReadWriteOnce, ReadWriteMany or ReadWriteOncePod",
      "ReadWriteOnce|ReadWriteMany|ReadWriteOncePod"),
  USER("nothing, or the number of a user or group, of at most nine digits", "[0-9]{0,9}"),
  CHOICE("nothing, true or false", "(true|false)?"),
  IMAGE("an image such as pitwheel/launcher:0.1.0", "[^\\s@{}]\\S{0,511}"),
  TEXT("any text"),
  SECRET("any text"),
  CONNECTIONS("2 to 1000", 2, 1_000),
  DAYS("1 to 3650", 1, 3_650),
  COUNT("1 to 100000", 1, 100_000),
  MEGABYTES("1 to 1024", 1, 1_024),
  SECONDS("1 to 600", 1, 600),
  TIME_ZONE("UTC, or the name of a time zone such as Europe/Berlin"),
  LOG_LEVEL(
      "trace, debug, info, warn or error, or a number from 0 to 10 as KFP has it",
      "trace|debug|info|warn|warning|error|fatal|panic|[0-9]|10"),
  LOG_FORMAT("text or json", "text|json"),
  ENGINE("local or argo", "local|argo"),
  LAUNCHER_CREDENTIALS("signed or pod", "signed|pod"),
  ENDPOINT(
      "nothing, or the address of a collector such as http://127.0.0.1:4318",
      "(https?://[^/?#@\\s]+(/[^?#\\s]*)?)?"),
  PROXY(
      "nothing, or the address of a proxy such as http://gateway.example.com:3128, without user and"
          + " password",
      "(http://([^/?#@:\\[\\]\\s]+|\\[[0-9a-fA-F:]+\\]):[0-9]{1,5}/?)?"),
  DIRECT_HOSTS(
      "nothing, or hosts such as example.com, 10.0.0.7 or 10.0.0.0/8, with commas in between",
      "([^,\\s]+(, *[^,\\s]+)*)?"),
  DATABASE_URL(
      "nothing, for the file in the data folder, or SCHEME://HOST:PORT/NAME without a password:"
          + " that is database.password or database.passwordFile");

  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("//[^/?]*:[^/?]*@|[?&]password=", Pattern.CASE_INSENSITIVE);
  private static final String HIDDEN = "(hidden)";

  private final String expectation;
  private final String form;
  private final int min;
  private final int max;

  SettingKind(String expectation) {
    this(expectation, "(?s).*");
  }

  SettingKind(String expectation, String form) {
    this(expectation, form, 0, 0);
  }

  /** Of numbers. */
  SettingKind(String expectation, int min, int max) {
    this(expectation, "[0-9]{1,9}", min, max);
  }

  SettingKind(String expectation, String form, int min, int max) {
    this.expectation = expectation;
    this.form = form;
    this.min = min;
    this.max = max;
  }

  /** In words that follow "expected:". */
  String expectation() {
    return expectation;
  }

  boolean accepts(String text) {
    return switch (this) {
      case HOST -> !text.isBlank();
      case HOSTS -> text.isEmpty() || text.matches("[^,\\s/]+(,[^,\\s/]+)*");
      case PORT, SLOTS, CONNECTIONS, DAYS, COUNT, MEGABYTES, SECONDS -> isNumber(text);
      case ROOT -> text.isEmpty() || text.startsWith("/") || text.contains("://");
      case FILE -> text.isEmpty() || isReadable(text);
      case FOLDER -> text.isEmpty() || (text.startsWith("/") && text.indexOf(0) < 0);
      case TEXT,
          LABEL,
          IMAGE,
          USER,
          CHOICE,
          QUANTITY,
          ACCESS_MODE,
          SECRET,
          FOLDERS,
          HEADER,
          ORIGINS,
          LOG_LEVEL,
          LOG_FORMAT,
          ENGINE,
          LAUNCHER_CREDENTIALS,
          ENDPOINT,
          PROXY,
          DIRECT_HOSTS ->
          text.matches(form);
      case DATABASE_URL -> text.isEmpty() || (text.contains("://") && !hasPassword(text));
      case FLAG -> text.equals("true") || text.equals("false");
      case TIME_ZONE -> isZone(text);
    };
  }

  /** The text of a variable as a file would have it: shells and charts write True as well. */
  String normalised(String text) {
    return this == FLAG || this == LOG_LEVEL ? text.strip().toLowerCase(Locale.ROOT) : text.strip();
  }

  /** The text as it may be shown to anybody. */
  String shown(String text) {
    boolean isSecret =
        this == SECRET || ((this == DATABASE_URL || this == PROXY) && hasPassword(text));
    return isSecret && !text.isEmpty() ? HIDDEN : text;
  }

  private static boolean hasPassword(String url) {
    return PASSWORD_IN_URL.matcher(url).find();
  }

  private static boolean isReadable(String text) {
    try {
      return Files.isReadable(Path.of(text)) && !Files.isDirectory(Path.of(text));
    } catch (InvalidPathException exception) {
      return false;
    }
  }

  /** The default asks for no list of all zones. */
  private static boolean isZone(String text) {
    return text.equals("UTC") || ZoneId.getAvailableZoneIds().contains(text);
  }

  private boolean isNumber(String text) {
    return text.matches(form) && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max;
  }
}
