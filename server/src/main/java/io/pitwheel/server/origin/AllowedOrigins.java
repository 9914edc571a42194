package io.pitwheel.server.origin;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.cors.CorsService;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Origins beside the server's own whose pages may call it, and are told so by CORS. Browsers send
 * no cookies along, since they are not told that they may.
 *
 * @param origins such as {@code https://pipelines.example.com}, in lower case
 */
public record AllowedOrigins(Set<String> origins) {
  /** How long a browser may go by an answer to its question whether it may call. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final List<String> SENT =
      List.of("authorization", "content-type", "last-event-id", "range", "traceparent");

  private static final List<CharSequence> READ =
      List.of(
          HttpHeaderNames.CONTENT_DISPOSITION,
          HttpHeaderNames.CONTENT_RANGE,
          HttpHeaderNames.ACCEPT_RANGES);

  public AllowedOrigins {
    origins =
        origins.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Those that the settings name. */
  public static AllowedOrigins of(Settings settings) {
    return new AllowedOrigins(
        Set.copyOf(ServerNames.entries(settings.text(Setting.SERVER_ALLOWED_ORIGINS))));
  }

  boolean has(String origin) {
    return origins.contains(origin);
  }

  /** Makes the server answer the questions of browsers; it is silent to other origins. */
  public void addTo(ServerBuilder builder) {
    if (origins.isEmpty()) {
      return;
    }
    builder.decorator(
        CorsService.builder(List.copyOf(origins))
            .allowRequestMethods(
                HttpMethod.GET,
                HttpMethod.HEAD,
                HttpMethod.POST,
                HttpMethod.PATCH,
                HttpMethod.DELETE)
            .allowRequestHeaders(SENT)
            .exposeHeaders(READ)
            .maxAge(REMEMBERED)
            .newDecorator());
  }
}
