package io.pitwheel.server.artifact;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.server.stream.StreamedReplies;

/**
 * Answers whose bytes users made. A browser gets them in a sandbox: they run no script with the
 * rights of this site, whatever they are.
 */
final class ArtifactReplies {
  private ArtifactReplies() {}

  /** Headers that every such answer has. */
  static ResponseHeadersBuilder headers(HttpStatus status, MediaType type) {
    return ResponseHeaders.builder(status)
        .contentType(type)
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .set(
            HttpHeaderNames.CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, private");
  }

  /** Nothing but headers when only those were asked for. */
  static HttpResponse stream(
      ServiceRequestContext context, ResponseHeaders headers, StreamedReplies.Body body) {
    return StreamedReplies.stream(context, headers, "an artifact", body);
  }
}
