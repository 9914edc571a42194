package io.pitwheel.server.tracing;

import com.linecorp.armeria.server.HttpService;
import io.grpc.ServerInterceptor;
import io.pitwheel.server.settings.OutgoingSettings;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.store.Stores;
import java.util.List;

/** Traces of requests and runs, or none. */
public interface Tracing extends AutoCloseable {
  /** Traces nothing. */
  Tracing NONE = new NoTracing();

  /** What the settings ask for; nothing of the library is loaded when that is nothing. */
  static Tracing of(Settings settings) {
    String endpoint = settings.text(Setting.TRACING_ENDPOINT);
    return endpoint.isEmpty()
        ? NONE
        : new CollectedTracing(endpoint, OutgoingSettings.connections(settings));
  }

  /** What every call goes through. */
  List<ServerInterceptor> interceptors();

  /**
   * A route that is no RPC, with a span for each request.
   *
   * @param call its name in the table of access, and that of the span
   */
  HttpService traced(String call, HttpService route);

  /** Begins to trace the runs that end. */
  void watch(Stores stores);

  /** Sends what is left, for at most a few seconds. */
  @Override
  void close();
}
