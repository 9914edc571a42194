package io.pitwheel.server.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that can be set. A file has it as {@code section: {name: value}}, the environment as
 * {@code PITWHEEL_<SECTION>_<NAME>} or under a name of KFP's.
 */
public enum Setting {
  SERVER_HOST("server", "host", "127.0.0.1", SettingKind.HOST, ""),
  SERVER_PORT("server", "port", "8888", SettingKind.PORT, ""),
  SERVER_GRPC_PORT("server", "grpcPort", "8887", SettingKind.PORT, ""),
  /** Whether a host beyond loopback may be served although there is no authentication yet. */
  SERVER_ALLOW_REMOTE("server", "allowRemote", "false", SettingKind.FLAG, ""),
  /**
   * Names under which the server is called, beside its own, with a port or for any; {@code *} for
   * every name. Beyond loopback, and empty: addresses and names without a dot.
   */
  SERVER_ALLOWED_HOSTS("server", "allowedHosts", "", SettingKind.HOSTS, ""),
  /** Whose pages may call the server, beside its own. */
  SERVER_ALLOWED_ORIGINS("server", "allowedOrigins", "", SettingKind.ORIGINS, ""),
  /**
   * The header in which whatever stands in front of the server says who is calling; empty: nobody
   * does, and a caller cannot either.
   */
  ACCESS_USER_HEADER("access", "userHeader", "", SettingKind.HEADER, "KUBEFLOW_USERID_HEADER"),
  /** What stands before the name in that header. */
  ACCESS_USER_PREFIX("access", "userPrefix", "", SettingKind.TEXT, "KUBEFLOW_USERID_PREFIX"),
  /**
   * Hosts, with or without a port, from which pipelines may be fetched also by plain HTTP and when
   * their addresses are private; all others by HTTPS from public addresses only.
   */
  PIPELINES_TRUSTED_HOSTS("pipelines", "trustedHosts", "", SettingKind.HOSTS, ""),
  /** What moves runs forward: this process, or Workflows of Argo in a cluster. */
  EXECUTION_ENGINE("execution", "engine", "local", SettingKind.ENGINE, ""),
  /** Commands at once, all runs together that do not ask for a number; 0: as many as processors. */
  EXECUTION_SLOTS("execution", "slots", "0", SettingKind.SLOTS, ""),
  /** A folder of secrets, with a folder of keys each; empty: the one in the data folder. */
  EXECUTION_SECRETS("execution", "secrets", "", SettingKind.FOLDER, ""),
  /** The same for config maps. */
  EXECUTION_CONFIG_MAPS("execution", "configMaps", "", SettingKind.FOLDER, ""),
  /** False switches caching off everywhere: nothing is looked up, nothing kept for others. */
  CACHE_ENABLED("cache", "enabled", "true", SettingKind.FLAG, "CACHEENABLED"),
  /** Whether cache entries that were taken over from KFP count. */
  CACHE_MIGRATED_ENTRIES("cache", "migratedEntries", "true", SettingKind.FLAG, ""),
  /** Where the database is; empty for the file in the data folder. */
  DATABASE_URL("database", "url", "", SettingKind.DATABASE_URL, ""),
  DATABASE_USER("database", "user", "", SettingKind.TEXT, ""),
  DATABASE_PASSWORD("database", "password", "", SettingKind.SECRET, ""),
  /** A file that holds the password, such as a mounted secret. */
  DATABASE_PASSWORD_FILE("database", "passwordFile", "", SettingKind.TEXT, ""),
  /** To a database behind a network, at most. */
  DATABASE_CONNECTIONS("database", "connections", "10", SettingKind.CONNECTIONS, ""),
  /** Whether this server makes the runs of recurring runs; one of those on a database must. */
  SCHEDULES_ENABLED("schedules", "enabled", "true", SettingKind.FLAG, ""),
  /** Whose clocks cron lines are about. */
  SCHEDULES_TIME_ZONE(
      "schedules", "timeZone", "UTC", SettingKind.TIME_ZONE, "CRON_SCHEDULE_TIMEZONE"),
  /** How old a key gets that page tokens are signed with, before the next one is made. */
  SIGNING_KEY_AGE_DAYS("signing", "keyAgeDays", "30", SettingKind.DAYS, ""),
  /** Where artifacts go when a run says nothing else; empty: into the data folder. */
  OBJECT_STORE_ROOT("objectStore", "root", "", SettingKind.ROOT, ""),
  /**
   * Folders of this machine whose files clients and containers may be given as artifacts, beside
   * the root's when that is a folder.
   */
  OBJECT_STORE_LOCAL_FOLDERS("objectStore", "localFolders", "", SettingKind.FOLDERS, ""),
  /** KFP's map of providers: how the stores are reached that roots name. */
  OBJECT_STORE_PROVIDERS_FILE("objectStore", "providersFile", "", SettingKind.FILE, ""),
  /** Who may vouch for servers that this one calls, besides those that Java knows. */
  TLS_CA_FILE("tls", "caFile", "", SettingKind.FILE, ""),
  /** Through whom connections out of this network go, those of tasks too; empty for none. */
  PROXY_ADDRESS("proxy", "address", "", SettingKind.PROXY, ""),
  /** Hosts that are reached without it, beside this machine and a cluster's own. */
  PROXY_DIRECT_HOSTS("proxy", "directHosts", "", SettingKind.DIRECT_HOSTS, ""),
  /** The certificate of the server and those below its authority; empty: REST and gRPC in clear. */
  TLS_CERTIFICATE_FILE("tls", "certificateFile", "", SettingKind.FILE, ""),
  /** The key of that certificate. */
  TLS_KEY_FILE("tls", "keyFile", "", SettingKind.FILE, ""),
  /** Of the body of one request and of one message of gRPC, in units of 1,048,576 bytes. */
  LIMITS_REQUEST_MEGABYTES("limits", "requestMegabytes", "96", SettingKind.MEGABYTES, ""),
  /** Uploads of pipelines at once; each is in memory as a whole. */
  LIMITS_UPLOADS("limits", "uploads", "8", SettingKind.COUNT, ""),
  /** Connections at once, on both ports together. */
  LIMITS_CONNECTIONS("limits", "connections", "2000", SettingKind.COUNT, ""),
  /** How long a client may take for the head of a request, and for the next piece of its body. */
  LIMITS_PATIENCE_SECONDS("limits", "patienceSeconds", "15", SettingKind.SECONDS, ""),
  /** How the cluster is reached: a kubeconfig; empty for that of this user or this pod. */
  KUBERNETES_CONFIGURATION_FILE("kubernetes", "configurationFile", "", SettingKind.FILE, ""),
  /** Which workflow-controller is to take our Workflows; empty for one without an id. */
  KUBERNETES_INSTANCE_ID("kubernetes", "instanceId", "pitwheel", SettingKind.LABEL, ""),
  /** Where Workflows go of runs that name no namespace. */
  KUBERNETES_NAMESPACE("kubernetes", "namespace", "", SettingKind.LABEL, ""),
  /** As which account the pods of runs work that name none. */
  KUBERNETES_SERVICE_ACCOUNT(
      "kubernetes",
      "serviceAccount",
      "pipeline-runner",
      SettingKind.LABEL,
      "DEFAULTPIPELINERUNNERSERVICEACCOUNT"),
  /** The image whose launcher is copied into the pods of tasks. */
  KUBERNETES_LAUNCHER_IMAGE(
      "kubernetes", "launcherImage", "pitwheel/launcher:0.1.0", SettingKind.IMAGE, ""),
  /** How launchers reach the object store: by signed requests, or with credentials of their pod. */
  KUBERNETES_LAUNCHER_CREDENTIALS(
      "kubernetes", "launcherCredentials", "signed", SettingKind.LAUNCHER_CREDENTIALS, ""),
  /** Under which address pods reach this server. */
  KUBERNETES_SERVER_ADDRESS(
      "kubernetes", "serverAddress", "http://pitwheel:8888", SettingKind.ENDPOINT, ""),
  /** How large the workspace of a run is whose pipeline does not say. */
  KUBERNETES_WORKSPACE_SIZE("kubernetes", "workspaceSize", "10Gi", SettingKind.QUANTITY, ""),
  /** From how many nodes the workspace of a run is reached whose pipeline does not say. */
  KUBERNETES_WORKSPACE_ACCESS_MODE(
      "kubernetes", "workspaceAccessMode", "ReadWriteOnce", SettingKind.ACCESS_MODE, ""),
  /** The storage class of workspaces whose pipeline names none; empty for the cluster's own. */
  KUBERNETES_WORKSPACE_STORAGE_CLASS(
      "kubernetes", "workspaceStorageClass", "", SettingKind.LABEL, ""),
  /** By which user the commands of tasks run in pods, whatever they ask for; empty: as they ask. */
  KUBERNETES_RUN_AS_USER(
      "kubernetes", "runAsUser", "", SettingKind.USER, "DEFAULT_SECURITY_CONTEXT_RUN_AS_USER"),
  /** The same of their group. */
  KUBERNETES_RUN_AS_GROUP(
      "kubernetes", "runAsGroup", "", SettingKind.USER, "DEFAULT_SECURITY_CONTEXT_RUN_AS_GROUP"),
  /** Whether a command may not run as root, whatever its task asks for; empty: as it asks. */
  KUBERNETES_RUN_AS_NON_ROOT(
      "kubernetes",
      "runAsNonRoot",
      "",
      SettingKind.CHOICE,
      "DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT"),
  /** From which level on lines are logged. */
  LOG_LEVEL("log", "level", "info", SettingKind.LOG_LEVEL, "LOG_LEVEL"),
  /** Whether what the commands of tasks print is kept when their run has ended. */
  LOG_PUBLISH("log", "publish", "true", SettingKind.FLAG, "PUBLISH_LOGS"),
  /** Lines for people, or one JSON object a line. */
  LOG_FORMAT("log", "format", "text", SettingKind.LOG_FORMAT, ""),
  /** Where traces go, by OTLP over HTTP; empty for nowhere. */
  TRACING_ENDPOINT("tracing", "endpoint", "", SettingKind.ENDPOINT, "OTEL_EXPORTER_OTLP_ENDPOINT");

  private final String section;
  private final String name;
  private final String defaultText;
  private final SettingKind kind;
  private final String kfpVariable;

  Setting(String section, String name, String defaultText, SettingKind kind, String kfpVariable) {
    this.section = section;
    this.name = name;
    this.defaultText = defaultText;
    this.kind = kind;
    this.kfpVariable = kfpVariable;
  }

  /** Such as {@code server.grpcPort}. */
  public String key() {
    return section + "." + name;
  }

  /** Such as {@code PITWHEEL_SERVER_GRPC_PORT}. */
  public String variable() {
    String words = name.replaceAll("([A-Z])", "_$1");
    return "PITWHEEL_%s_%s".formatted(section, words).toUpperCase(Locale.ROOT);
  }

  String defaultText() {
    return defaultText;
  }

  SettingKind kind() {
    return kind;
  }

  /** Variables of KFP's, or of a standard, that mean the same. */
  List<String> aliases() {
    return kfpVariable.isEmpty() ? List.of() : List.of(kfpVariable);
  }

  static Optional<Setting> ofKey(String key) {
    return Stream.of(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }
}
