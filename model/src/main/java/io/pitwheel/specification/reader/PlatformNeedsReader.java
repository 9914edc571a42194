package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.KubernetesExecutorConfig;
import io.pitwheel.api.kubernetesplatform.SecurityContext;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.FieldVariable;
import io.pitwheel.platform.ImagePull;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one executor into what they ask of any platform. */
// The deprecated fields are what older SDKs write.
@SuppressWarnings("deprecation")
final class PlatformNeedsReader {
  private static final Set<String> PULL_POLICIES = Set.of("", "Always", "IfNotPresent", "Never");

  private final DocumentPath path;

  PlatformNeedsReader(DocumentPath path) {
    this.path = path;
  }

  PlatformNeeds<PlacedSource> read(KubernetesExecutorConfig settings) {
    var metadata = settings.getPodMetadata();
    return new PlatformNeeds<>(
        bundleVariables(settings),
        fieldVariables(settings),
        new PlatformVolumeReader(path).read(settings),
        new PlacementReader(path).read(settings),
        imagePull(settings),
        user(settings.getSecurityContext()),
        timeout(settings),
        metadata.getLabelsMap(),
        metadata.getAnnotationsMap(),
        others(settings));
  }

  private List<BundleVariables<PlacedSource>> bundleVariables(KubernetesExecutorConfig settings) {
    var all = new ArrayList<BundleVariables<PlacedSource>>();
    for (int position = 0; position < settings.getSecretAsEnvCount(); position++) {
      var secret = settings.getSecretAsEnv(position);
      DocumentPath place = path.field("secretAsEnv").index(position);
      var variables = new LinkedHashMap<String, String>();
      secret
          .getKeyToEnvList()
          .forEach(pair -> put(variables, pair.getSecretKey(), pair.getEnvVar(), place));
      all.add(
          new BundleVariables<>(
              BundleKind.SECRET,
              PlatformValueReader.name(
                  secret.getSecretNameParameter(),
                  "secretNameParameter",
                  secret.getSecretName(),
                  place),
              variables,
              secret.hasOptional() ? secret.getOptional() : null));
    }
    for (int position = 0; position < settings.getConfigMapAsEnvCount(); position++) {
      var plain = settings.getConfigMapAsEnv(position);
      DocumentPath place = path.field("configMapAsEnv").index(position);
      var variables = new LinkedHashMap<String, String>();
      plain
          .getKeyToEnvList()
          .forEach(pair -> put(variables, pair.getConfigMapKey(), pair.getEnvVar(), place));
      all.add(
          new BundleVariables<>(
              BundleKind.CONFIG_MAP,
              PlatformValueReader.name(
                  plain.getConfigMapNameParameter(),
                  "configMapNameParameter",
                  plain.getConfigMapName(),
                  place),
              variables,
              plain.hasOptional() ? plain.getOptional() : null));
    }
    return all;
  }

  private static void put(
      Map<String, String> variables, String key, String variable, DocumentPath place) {
    if (key.isEmpty() || variable.isEmpty() || variable.contains("=")) {
      throw Refusal.of(
          place.field("keyToEnv"),
          "the key \"%s\" for the variable \"%s\"".formatted(key, variable),
          "both not empty, and no = in a variable");
    }
    variables.put(variable, key);
  }

  private List<FieldVariable> fieldVariables(KubernetesExecutorConfig settings) {
    return settings.getFieldPathAsEnvList().stream()
        .map(field -> new FieldVariable(field.getName(), field.getFieldPath()))
        .toList();
  }

  private ImagePull<PlacedSource> imagePull(KubernetesExecutorConfig settings) {
    String policy = settings.getImagePullPolicy();
    if (!PULL_POLICIES.contains(policy)) {
      throw Refusal.of(
          path.field("imagePullPolicy"),
          "\"%s\"".formatted(policy),
          "one of Always, IfNotPresent, Never");
    }
    var secrets = new ArrayList<PlacedSource>();
    for (int position = 0; position < settings.getImagePullSecretCount(); position++) {
      var secret = settings.getImagePullSecret(position);
      secrets.add(
          PlatformValueReader.name(
              secret.getSecretNameParameter(),
              "secretNameParameter",
              secret.getSecretName(),
              path.field("imagePullSecret").index(position)));
    }
    return new ImagePull<>(policy, secrets);
  }

  private static RunningUser user(SecurityContext context) {
    return new RunningUser(
        context.hasRunAsUser() ? context.getRunAsUser() : null,
        context.hasRunAsGroup() ? context.getRunAsGroup() : null,
        context.hasRunAsNonRoot() ? context.getRunAsNonRoot() : null);
  }

  // Kubernetes takes what is not above 0 for unset.
  private static @Nullable Duration timeout(KubernetesExecutorConfig settings) {
    long seconds = settings.getActiveDeadlineSeconds();
    return seconds > 0 ? Duration.ofSeconds(seconds) : null;
  }

  private static List<String> others(KubernetesExecutorConfig settings) {
    var others = new ArrayList<String>();
    settings
        .getInitContainersList()
        .forEach(
            container -> others.add("the container %s before it".formatted(container.getName())));
    return others;
  }
}
