package io.pitwheel.objectstore.azure;

import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.FluxUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer whose body has not been read. */
final class StreamResponse extends HttpResponse {
  private final int status;
  private final HttpHeaders headers;
  private final InputStream body;

  StreamResponse(HttpRequest request, int status, HttpHeaders headers, InputStream body) {
    super(request);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  @Deprecated
  public String getHeaderValue(String name) {
    return headers.getValue(com.azure.core.http.HttpHeaderName.fromString(name));
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  @Override
  public Flux<ByteBuffer> getBody() {
    return FluxUtil.toFluxByteBuffer(body);
  }

  @Override
  public BinaryData getBodyAsBinaryData() {
    return BinaryData.fromStream(body);
  }

  @Override
  public Mono<byte[]> getBodyAsByteArray() {
    return Mono.fromCallable(body::readAllBytes);
  }

  @Override
  public Mono<String> getBodyAsString() {
    return getBodyAsString(StandardCharsets.UTF_8);
  }

  @Override
  public Mono<String> getBodyAsString(Charset charset) {
    return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
  }

  @Override
  public Mono<InputStream> getBodyAsInputStream() {
    return Mono.just(body);
  }

  @Override
  public InputStream getBodyAsInputStreamSync() {
    return body;
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
