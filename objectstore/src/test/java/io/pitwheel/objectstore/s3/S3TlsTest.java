package io.pitwheel.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.testing.tls.SelfSigned;
import io.pitwheel.trust.TrustedAuthorities;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Whom a connection trusts. */
@TestInstance(Lifecycle.PER_CLASS)
class S3TlsTest {
  @TempDir static Path folder;
  private SelfSigned own;
  private BucketServer server;

  @BeforeAll
  void openServer() throws Exception {
    own = SelfSigned.make(folder.resolve("own"), "CN=buckets of a test");
    server = BucketServer.withCertificate(own.certificate(), own.key());
  }

  @AfterAll
  void closeServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void talksToAServerThatAnAuthorityOfTheFileVouchesFor() throws Exception {
    ObjectStore store = storeTrusting(TrustedAuthorities.of(own.certificate()));
    String location = "s3://" + server.newBucket() + "/key";

    store.write(location, new ByteArrayInputStream(new byte[] {1}));

    assertThat(store.exists(location)).isTrue();
  }

  @Test
  void namesHostAndCertificateWhenTheFileHasOtherAuthorities() throws Exception {
    Path other = SelfSigned.make(folder.resolve("other"), "CN=somebody else").certificate();
    ObjectStore store = storeTrusting(TrustedAuthorities.of(other));

    PipelinesException thrown =
        catchThrowableOfType(PipelinesException.class, () -> store.exists("s3://bucket/key"));

    assertThat(thrown)
        .returns(ErrorCode.FAILED_PRECONDITION, PipelinesException::code)
        .hasMessageContainingAll(
            server.endpoint().toString(),
            "the certificate of CN=buckets of a test",
            "tls.caFile " + other);
  }

  @Test
  void namesTheCertificateWithoutAnyFile() {
    ObjectStore store = storeTrusting(TrustedAuthorities.standard());

    assertThatThrownBy(() -> store.exists("s3://bucket/key"))
        .hasMessageContainingAll("CN=buckets of a test", "Java's own list");
  }

  private ObjectStore storeTrusting(TrustedAuthorities authorities) {
    return S3Fixture.storeAt(server.endpoint(), BucketServer.SECRET_KEY, authorities);
  }
}
