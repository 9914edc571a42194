package io.pitwheel.platform;

import java.util.List;

/**
 * How a task's image is to be fetched.
 *
 * @param policy {@code Always}, {@code IfNotPresent}, {@code Never}, or empty for the platform's
 *     own
 * @param secrets names of secrets that open the registry
 */
public record ImagePull<V>(String policy, List<V> secrets) {
  public ImagePull {
    secrets = List.copyOf(secrets);
  }

  public static <V> ImagePull<V> none() {
    return new ImagePull<>("", List.of());
  }
}
