package io.pitwheel.launcher.command;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The part of the server's environment that others may see. What is not named here stays with the
 * server: it holds tokens.
 */
public final class HostEnvironment {
  private static final Set<String> NAMES = Set.of("PATH", "HOME", "LANG");
  private static final Set<String> PROXY_NAMES =
      Set.of("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy");
  private static final Set<String> CONTAINER_CLIENT_NAMES =
      Set.of("CONTAINER_HOST", "CONTAINER_CONNECTION", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME");

  private final Map<String, String> server;

  public HostEnvironment(Map<String, String> server) {
    this.server = Map.copyOf(server);
  }

  /** For tasks and installers: search path, home, language, proxies, pip and uv. */
  public Map<String, String> forTasks() {
    return only(HostEnvironment::mayBeSeenByTasks);
  }

  /** For the client of a container engine: where its engine is, besides. */
  public Map<String, String> forContainerClient() {
    return only(name ->
        mayBeSeenByTasks(name)
            || name.startsWith("DOCKER_")
            || CONTAINER_CLIENT_NAMES.contains(name));
  }

  /** Where programs are looked for. */
  public String searchPath() {
    return server.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  private Map<String, String> only(Predicate<String> isSeen) {
    var seen = new TreeMap<String, String>();
    server.forEach((name, value) -> {
      if (isSeen.test(name)) {
        seen.put(name, value);
      }
    });
    seen.put("PATH", searchPath());
    return seen;
  }

  private static boolean mayBeSeenByTasks(String name) {
    return NAMES.contains(name)
        || PROXY_NAMES.contains(name.toLowerCase(Locale.ROOT))
        || name.startsWith("PIP_")
        || name.startsWith("UV_");
  }
}
