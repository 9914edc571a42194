package io.pitwheel.server.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One file of the page, from our resources. The page loads nothing from elsewhere and runs no
 * script but its own file, and no other site may frame it.
 */
public final class PageRoute implements HttpService {
  /** Every path of the page. The link of KFP's SDK, {@code /#/runs/details/ID}, is the first. */
  public static final List<String> PATHS =
      List.of("/", "/page.js", "/page.css", "/api.html", "/api.js");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String resource;
  private final MediaType type;

  /**
   * @param path one of {@link #PATHS}
   */
  public PageRoute(String path) {
    resource = path.equals("/") ? "index.html" : path.substring(1);
    type =
        resource.endsWith(".js")
            ? MediaType.JAVASCRIPT_UTF_8
            : resource.endsWith(".css") ? MediaType.CSS_UTF_8 : MediaType.HTML_UTF_8;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    var headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(type)
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .set(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
            .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
            .build();
    return HttpResponse.of(headers, HttpData.wrap(content()));
  }

  private byte[] content() {
    try (InputStream stream = PageRoute.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return stream.readAllBytes();
    } catch (IOException exception) {
      throw new UncheckedIOException("reading resource " + resource, exception);
    }
  }
}
