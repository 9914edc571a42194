package io.pitwheel.launcher.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One {@code pip install}.
 *
 * @param requirements such as {@code six==1.16.0}, in the order given
 * @param options where packages come from, such as {@code --index-url} and its value, flattened
 * @param withDependencies false for {@code --no-deps}
 */
record PackageInstall(List<String> requirements, List<String> options, boolean withDependencies) {
  private static final Pattern SDK = Pattern.compile("kfp(\\[[^\\]]*])?\\s*([=<>!~].*)?");

  PackageInstall {
    requirements = List.copyOf(requirements);
    options = List.copyOf(options);
  }

  /** The same with another version of the SDK, where the SDK is among the requirements. */
  PackageInstall withSdk(String version, List<String> warnings) {
    var replaced = new ArrayList<String>();
    for (String requirement : requirements) {
      var sdk = SDK.matcher(requirement);
      if (!sdk.matches()) {
        replaced.add(requirement);
        continue;
      }
      String extras = sdk.group(1) == null ? "" : sdk.group(1);
      String wanted = "kfp" + extras + "==" + version;
      if (!wanted.equals(requirement)) {
        warnings.add(
            "the component asks for %s; %s is used, as the run says"
                .formatted(requirement, wanted));
      }
      replaced.add(wanted);
    }
    return new PackageInstall(replaced, options, withDependencies);
  }

  /** One line that is equal for equal installs only. */
  String canonical() {
    return String.join("\0", requirements)
        + "\1"
        + String.join("\0", options)
        + "\1"
        + withDependencies;
  }
}
