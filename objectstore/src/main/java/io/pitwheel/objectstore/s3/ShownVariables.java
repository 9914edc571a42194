package io.pitwheel.objectstore.s3;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * Lets the library find variables that its process does not have under their own names, as those of
 * a pod's container: it looks for each as a property of the Java machine, too.
 */
final class ShownVariables {
  private ShownVariables() {}

  /** What is a variable or a property of this process already stays as it is. */
  static void show(Map<String, String> environment) {
    Stream<SystemSetting> known =
        Stream.concat(
            Arrays.stream(SdkSystemSetting.values()),
            Arrays.stream(ProfileFileSystemSetting.values()));
    known.forEach(setting -> {
      String value = environment.get(setting.environmentVariable());
      boolean isKnown =
          System.getenv(setting.environmentVariable()) != null
              || System.getProperty(setting.property()) != null;
      if (value != null && !isKnown) {
        System.setProperty(setting.property(), value);
      }
    });
  }
}
