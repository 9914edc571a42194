package io.pitwheel.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.testing.network.ProxyServer;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is reached through a real proxy. */
class S3ProxyTest {
  @TempDir static Path folder;
  private static ProxyServer proxy;
  private static BucketServer buckets;

  @BeforeAll
  static void start() {
    proxy = ProxyServer.start(folder);
    buckets = BucketServer.at(ProxyServer.BEYOND);
  }

  @AfterAll
  static void stop() {
    buckets.close();
    proxy.close();
  }

  @Test
  void keepsObjectsThroughTheProxy() throws IOException {
    String bucket = buckets.newBucket();

    assertThat(writtenAndRead(OutgoingProxy.of(proxy.address(), ""), bucket)).isEqualTo("kept");
    assertThat(proxy.requestsTo(buckets.endpoint()))
        .anySatisfy(line -> assertThat(line).startsWith("PUT ").contains(bucket))
        .anySatisfy(line -> assertThat(line).startsWith("GET ").contains(bucket));
  }

  @Test
  void reachesDirectlyWhatIsExcepted() throws IOException {
    String bucket = buckets.newBucket();

    String read = writtenAndRead(OutgoingProxy.of(proxy.address(), ProxyServer.BEYOND), bucket);

    assertThat(read).isEqualTo("kept");
    assertThat(proxy.requestsTo(buckets.endpoint())).noneMatch(line -> line.contains(bucket));
  }

  @Test
  void saysThatTheProxyIsAway() throws IOException {
    String address;
    try (var socket = new ServerSocket(0)) {
      address = "http://127.0.0.1:" + socket.getLocalPort();
    }

    assertThatThrownBy(() -> writtenAndRead(OutgoingProxy.of(address, ""), buckets.newBucket()))
        .hasMessageContaining("through the proxy " + address)
        .hasMessageContaining(buckets.endpoint().toString());
  }

  private static String writtenAndRead(OutgoingProxy through, String bucket) throws IOException {
    ObjectStore store =
        S3Fixture.storeAt(
            buckets.endpoint(),
            BucketServer.SECRET_KEY,
            new OutgoingConnections(TrustedAuthorities.standard(), through));
    String location = "s3://%s/a".formatted(bucket);
    store.write(location, new ByteArrayInputStream("kept".getBytes(StandardCharsets.UTF_8)));
    try (InputStream stream = store.read(location, ByteRange.ALL)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
