package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.TailBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where this host's pip finds packages, from its files and variables: a host behind a mirror is set
 * up for pip, and uv must not go around the mirror.
 *
 * @param settings by pip's long option names, such as {@code index-url}
 */
record PipConfiguration(Map<String, String> settings) {
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  /**
   * Such as {@code global.index-url='https://…'}; later scopes win, and the environment is last.
   */
  private static final Pattern LINE = Pattern.compile("(:env:|[a-z]+)\\.([a-z-]+)=(['\"])(.*)\\3");

  private static final List<String> SCOPES = List.of("global", "install", ":env:");

  PipConfiguration {
    settings = Map.copyOf(settings);
  }

  /** Asks pip; a Python without pip has no settings. */
  static PipConfiguration read(String python, InstallCommands commands)
      throws InterruptedException {
    var answer = new TailBuffer(MAX_ANSWER_BYTES);
    boolean answered =
        commands.succeed(List.of(python, "-m", "pip", "config", "list"), Map.of(), answer);
    return answered ? parse(answer.text()) : new PipConfiguration(Map.of());
  }

  static PipConfiguration parse(String listing) {
    var settings = new HashMap<String, String>();
    for (String scope : SCOPES) {
      listing
          .lines()
          .map(LINE::matcher)
          .filter(line -> line.matches() && line.group(1).equals(scope))
          .forEach(line -> settings.put(line.group(2), line.group(4).replace("\\n", " ").strip()));
    }
    return new PipConfiguration(settings);
  }

  /**
   * The same for uv, as variables.
   *
   * @param given the user's own variables for uv, which win
   */
  Map<String, String> uvVariables(Map<String, String> given) {
    var variables = new TreeMap<String, String>();
    variables.put("UV_PYTHON_DOWNLOADS", "never");
    variables.put("UV_NO_PROGRESS", "1");
    put(variables, "UV_DEFAULT_INDEX", settings.getOrDefault("index-url", ""));
    put(variables, "UV_INDEX", settings.getOrDefault("extra-index-url", ""));
    put(
        variables,
        "UV_FIND_LINKS",
        settings.getOrDefault("find-links", "").replaceAll("\\s+", ","));
    put(variables, "UV_INSECURE_HOST", settings.getOrDefault("trusted-host", ""));
    put(variables, "SSL_CERT_FILE", settings.getOrDefault("cert", ""));
    if (List.of("1", "true", "yes", "on").contains(settings.getOrDefault("no-index", ""))) {
      variables.put("UV_NO_INDEX", "1");
    }
    if (given.containsKey("UV_INDEX_URL")) {
      variables.remove("UV_DEFAULT_INDEX");
    }
    if (given.containsKey("UV_EXTRA_INDEX_URL")) {
      variables.remove("UV_INDEX");
    }
    variables.keySet().removeAll(given.keySet());
    return variables;
  }

  private static void put(Map<String, String> variables, String name, String value) {
    if (!value.isEmpty()) {
      variables.put(name, value);
    }
  }
}
